// A form that a passkey fills: the browser asks the device, the answer goes to the server.
const bytes = (text) => Uint8Array.from(
  atob(text.replace(/-/g, "+").replace(/_/g, "/")), (sign) => sign.charCodeAt(0));
const text = (buffer) => btoa(String.fromCharCode(...new Uint8Array(buffer)))
  .replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "");
const known = (list) => (list ?? []).map((one) => ({ ...one, id: bytes(one.id) }));

const WORDS = {
  NotAllowedError: "Nothing was confirmed. Try again, or choose another way.",
  InvalidStateError: "This device has a passkey of yours already.",
  SecurityError: "Passkeys work on an https address only, or on localhost.",
  TooMany: "Too many attempts. Wait a minute, then try once more.",
};

async function create(asked) {
  const made = await navigator.credentials.create({ publicKey: {
    ...asked,
    challenge: bytes(asked.challenge),
    user: { ...asked.user, id: bytes(asked.user.id) },
    excludeCredentials: known(asked.excludeCredentials),
  } });
  return { ...common(made), response: {
    clientDataJSON: text(made.response.clientDataJSON),
    attestationObject: text(made.response.attestationObject),
    transports: made.response.getTransports?.() ?? [],
  } };
}

async function get(asked) {
  const found = await navigator.credentials.get({ publicKey: {
    ...asked,
    challenge: bytes(asked.challenge),
    allowCredentials: known(asked.allowCredentials),
  } });
  const { userHandle } = found.response;
  return { ...common(found), response: {
    clientDataJSON: text(found.response.clientDataJSON),
    authenticatorData: text(found.response.authenticatorData),
    signature: text(found.response.signature),
    userHandle: userHandle ? text(userHandle) : null,
  } };
}

const common = (credential) => ({
  type: credential.type,
  id: credential.id,
  rawId: text(credential.rawId),
  authenticatorAttachment: credential.authenticatorAttachment,
  clientExtensionResults: credential.getClientExtensionResults(),
});

// What to ask the device: it stands in the page, or is made when somebody clicks.
async function question({ options, url }) {
  if (options) return JSON.parse(document.getElementById(options).textContent);
  const answer = await fetch(url, { headers: { "X-Requested-With": "XMLHttpRequest" } });
  if (!answer.ok) throw Object.assign(new Error(), { name: "TooMany" });
  return answer.json();
}

async function fill(form) {
  const note = form.querySelector("[data-passkey-note]");
  note.hidden = true;
  try {
    const { publicKey } = Object.values(await question(form.dataset))[0];
    const answer = await (form.dataset.passkey === "create" ? create : get)(publicKey);
    form.elements.credential.value = JSON.stringify(answer);
    form.requestSubmit();
  } catch (problem) {
    note.textContent = WORDS[problem.name] ?? "That did not work. Choose another way.";
    note.hidden = false;
  }
}

document.querySelectorAll("form[data-passkey]").forEach((form) => {
  if (!window.PublicKeyCredential) form.hidden = true;
  form.elements.credential.value = "";
  form.addEventListener("submit", (event) => {
    if (form.elements.credential.value) return;
    event.preventDefault();
    event.stopPropagation();
    if (form.dataset.asking) return;
    form.dataset.asking = "1";
    fill(form).finally(() => delete form.dataset.asking);
  });
});
