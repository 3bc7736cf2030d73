"""Forms: task lists, as GitHub has them."""

from policygen.writers.markdown.inlines import BOX_TO_TICK


def task_list_item(words: str) -> str:
    """An item of a list, as one of a task list if it begins with a box to tick."""
    return f"[ ]{words[len(BOX_TO_TICK) :]}" if words.startswith(f"{BOX_TO_TICK} ") else words
