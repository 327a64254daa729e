// Requests to our own server, with the token of the present session.
export function token() {
  const cookie = document.cookie.split("; ").find((pair) => pair.startsWith("csrftoken="));
  return cookie ? cookie.slice(10) : document.querySelector("#editor [name=csrfmiddlewaretoken]").value;
}

const SMALL = 50_000; // what a browser sends on while its page is being left

export async function postJson(url, body) {
  const text = JSON.stringify(body);
  const response = await fetch(url, {
    method: "POST",
    headers: { "Content-Type": "application/json", "X-CSRFToken": token(), Accept: "application/json" },
    credentials: "same-origin",
    redirect: "error",
    keepalive: text.length < SMALL,
    body: text,
  });
  const isJson = (response.headers.get("Content-Type") || "").includes("json");
  return { status: response.status, body: isJson ? await response.json() : {} };
}
