"""The screens: shell, navigation and one module a page; the only room that knows Streamlit."""
