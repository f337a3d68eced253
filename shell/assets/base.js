// Tells Streamlit that its server stands at the root of this address. Otherwise it first looks for one below each page's own address (/upload/_stcore/…) and leaves two
// errors in the console of everyone who opens a page directly.
window.__streamlit = Object.assign(window.__streamlit || {}, { BACKEND_BASE_URL: window.location.origin + "/" });
