// What every htmx request needs: the current CSRF token, and an honest answer when it fails.
const alerts = () => document.getElementById("alerts");

const tell = (sentence) => {
  const note = document.createElement("div");
  note.className = "note-b red";
  note.textContent = sentence;
  alerts().replaceChildren(note);
};

document.addEventListener("htmx:configRequest", (event) => {
  // Read at the moment of sending: signing in again in another tab changes the token.
  const token = document.cookie.match(/(?:^|; )csrftoken=([^;]+)/);
  if (token) event.detail.headers["X-CSRFToken"] = token[1];
});

document.addEventListener("htmx:beforeSwap", (event) => {
  const { xhr } = event.detail;
  // A form that came back with mistakes is an answer to show, not an error to swallow.
  if ([401, 403, 404, 409, 422].includes(xhr.status) && xhr.responseText) {
    event.detail.shouldSwap = true;
    event.detail.isError = false;
  }
});

document.addEventListener("htmx:responseError", (event) => {
  const { xhr } = event.detail;
  if (xhr.status >= 500) {
    const number = xhr.getResponseHeader("X-Request-ID");
    const report = number ? ` If it happens again, say this number to your administrator: ${number}` : "";
    tell(`Something failed on the server. It may have done this or not; what you typed is still here. Try again in a moment.${report}`);
  }
});

document.addEventListener("htmx:sendError", () => {
  tell("No connection to the server. It may have done this or not; what you typed is still here. Try again in a moment.");
});
