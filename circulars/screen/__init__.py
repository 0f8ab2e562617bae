"""A paper for the screen: all that is printed of it, from the same snapshot and the same words. Pure."""

from circulars.screen.frame import Foot, Frame, frame_of
from circulars.screen.reading import Entry, Group, Line, Part, Screen, count_of_tasks, on_screen

__all__ = [
    "Entry",
    "Foot",
    "Frame",
    "Group",
    "Line",
    "Part",
    "Screen",
    "count_of_tasks",
    "frame_of",
    "on_screen",
]
