// What every htmx request needs: the current CSRF token, and an honest answer when it fails.
const alerts = () => document.getElementById("alerts");

// What went well before is no comfort beside what went wrong now; what can be undone still can.
const quiet = () => document.querySelectorAll("#toasts > :not(:has(form))").forEach((toast) => toast.remove());

// Of several requests at once each that is refused is told. What went wrong before them makes room
// with the first answer; what is said already is not said twice.
const onTheWay = new Set();
const before = (event) => {
  // Parts that come by themselves as a page loads are no try of anybody.
  if (event.detail.elt.id === "follow" || !event.detail.requestConfig.triggeringEvent) return;
  if (!onTheWay.size) [...alerts().children].forEach((note) => { note.dataset.old = ""; });
  onTheWay.add(event.detail.xhr);
};
const makeRoom = () => alerts().querySelectorAll("[data-old]").forEach((note) => note.remove());
const isSaid = (words) => [...alerts().children].some((note) => note.textContent.trim() === words.trim());

document.addEventListener("htmx:beforeSend", before);
document.addEventListener("htmx:afterRequest", (event) => onTheWay.delete(event.detail.xhr));
document.addEventListener("htmx:oobBeforeSwap", ({ detail }) => {
  if (detail.target.id !== "alerts") return;
  makeRoom();
  if (isSaid(detail.fragment.textContent)) detail.shouldSwap = false;
});

const tell = (sentence) => {
  quiet();
  makeRoom();
  if (isSaid(sentence)) return;
  const note = document.createElement("div");
  note.className = "note-b red";
  note.textContent = sentence;
  alerts().append(note);
};

document.addEventListener("htmx:configRequest", (event) => {
  // Read at the moment of sending: signing in again in another tab changes the token.
  const token = document.cookie.match(/(?:^|; )csrftoken=([^;]+)/);
  if (!token) return;
  event.detail.headers["X-CSRFToken"] = token[1];
  // Django looks at the field first, and a button outside of its form sends it without a submit.
  if (event.detail.parameters.csrfmiddlewaretoken) event.detail.parameters.csrfmiddlewaretoken = token[1];
});

// A form that is sent again leaves the mistakes of the last time behind, whatever the answer is.
// A part of it that asks for itself, such as the schedule, sends nothing again.
document.addEventListener("htmx:beforeRequest", (event) => {
  const { elt } = event.detail;
  const form = elt.matches("[type=submit]") ? elt.form : elt;
  if (!form?.matches("form")) return;
  form.querySelectorAll(".invalid-feedback").forEach((mistake) => mistake.remove());
  form.querySelectorAll(".is-invalid").forEach((field) => {
    field.classList.remove("is-invalid");
    field.removeAttribute("aria-invalid");
  });
});

document.addEventListener("htmx:beforeSwap", (event) => {
  const { xhr } = event.detail;
  // A form that came back with mistakes is an answer to show, not an error to swallow. So is
  // whatever says itself where it is to be read.
  const isAnswer = [401, 403, 404, 409, 422].includes(xhr.status) || (xhr.status >= 400 && xhr.getResponseHeader("HX-Retarget"));
  if (isAnswer && xhr.responseText) {
    event.detail.shouldSwap = true;
    event.detail.isError = false;
    quiet();
  }
});

// What asks again by itself says so itself.
const triesAgain = (event) => event.detail.elt.id === "follow";

document.addEventListener("htmx:responseError", (event) => {
  const { xhr } = event.detail;
  if (triesAgain(event)) return;
  if (xhr.status >= 500) {
    const number = xhr.getResponseHeader("X-Request-ID");
    const report = number ? ` If it happens again, say this number to your administrator: ${number}` : "";
    tell(`Something failed on the server. It may have done this or not; what you typed is still here. Try again in a moment.${report}`);
  }
});

document.addEventListener("htmx:sendError", (event) => {
  if (triesAgain(event)) return;
  tell("No connection to the server. It may have done this or not; what you typed is still here. Try again in a moment.");
});
