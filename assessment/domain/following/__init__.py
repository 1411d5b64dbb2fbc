"""After the selection: what is agreed, when reports are due, and what is wrong in one."""
