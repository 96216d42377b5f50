/** Nothing from elsewhere, and no script but the page's own. */
export const PAGE_POLICY =
  "default-src 'none'; script-src 'unsafe-inline'; style-src 'unsafe-inline'; connect-src 'self'; form-action 'self'";

/** A form that sends a message and shows the answer as text; without JavaScript the answer is JSON. */
export const PAGE = `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>mq-lab: send a message</title>
<style>
  body { font: 1rem/1.5 system-ui, sans-serif; max-width: 40rem; margin: 3rem auto; padding: 0 1rem; color-scheme: light dark }
  form { display: flex; gap: .5rem }
  input { flex: 1; font: inherit; padding: .4rem }
  button { font: inherit; padding: .4rem 1rem }
  li { overflow-wrap: anywhere }
  .failed { color: #b00020 }
</style>
<h1>Send a message</h1>
<p>It goes to a queue; a worker in another terminal gets it: start one with the command that <code>mq-lab api</code> has printed.</p>
<form action="/send" method="post">
  <input name="msg" aria-label="Message" placeholder="Hello!" required autofocus>
  <button>Send</button>
</form>
<ol id="answers" aria-live="polite" reversed></ol>
<script>
  const form = document.querySelector('form');
  const answers = document.getElementById('answers');
  form.addEventListener('submit', async (event) => {
    event.preventDefault();
    const msg = form.msg.value;
    form.msg.value = '';
    const item = document.createElement('li');
    item.textContent = msg + ': …';
    answers.prepend(item);
    try {
      const response = await fetch('/send', {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ msg }),
      });
      const answer = await response.json();
      item.textContent = msg + ': ' + (response.ok ? 'accepted, ' + answer.id : answer.error);
      item.className = response.ok ? '' : 'failed';
    } catch {
      item.textContent = msg + ': no answer';
      item.className = 'failed';
    }
  });
</script>
</html>
`;
