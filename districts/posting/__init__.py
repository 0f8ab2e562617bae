"""Messages on their way through robots, apps and webhooks; districts/messages.py is the door in.

`owing`: which ways a message takes. `gathering`: waiting messages become posts. `sending`: posts leave, claimed and marked.
`marking`: what became of one. `falling_back`: another way where one is broken.
"""
