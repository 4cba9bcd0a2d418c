"""The review page: a project's drafts read and corrected in a browser, on one's own machine."""
