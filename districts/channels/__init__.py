"""The ways out beside portal and e-mail: what each provider wants to be sent, and what its answers mean.

Pure but for `wire.py` (the one door to other machines) and `sealing.py` (the portal's key). The rows are in
districts/models/channels.py, the queue in districts/posts.py.
"""
