"""A page with Streamlit's own English on it, served in our shell: one of each widget we use."""

import streamlit as st

st.dataframe({"Ansøger": ["Bakkedal"]}, key="grid")
st.file_uploader("Ansøgninger", key="files", accept_multiple_files=True)
st.selectbox("Runde", ["1", "2"], index=None, key="choice")
st.multiselect("Felter", ["a", "b"], key="choices")
st.number_input("Antal", 0, 5, value=None, key="number")
st.date_input("Frist", format="DD.MM.YYYY", key="date")
st.text_area("Begrundelse", key="reason")
with st.form("form"):
    st.text_input("Navn", key="name")
    st.form_submit_button("Gem")
st.button("Brist", key="fail", on_click=lambda: 1 / 0)
