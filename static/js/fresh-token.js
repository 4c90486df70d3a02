// A form that was open while its person signed in again elsewhere is sent with the token of now.
document.addEventListener("submit", (event) => {
  const field = event.target.querySelector("input[name=csrfmiddlewaretoken]");
  const token = document.cookie.match(/(?:^|; )csrftoken=([^;]+)/);
  if (field && token) field.value = token[1];
}, true);
