"""What all requests share: the project, and what is expensive to open or to read again."""

from dataclasses import dataclass

from pipeline.workflow.project import Project


@dataclass(slots=True)
class Desk:
    """A project as the review page works on it; safe to use from several threads."""

    project: Project
