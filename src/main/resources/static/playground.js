// What the playground does beyond plain forms: suggestions of drug names, copying, and the word on the button.
'use strict';

const drug = document.getElementById('drug');
const names = document.getElementById('drugs');
let asked = 0;

drug.addEventListener('input', async () => {
  const mine = ++asked;
  const answer = await fetch(drug.dataset.names + '?like=' + encodeURIComponent(drug.value));
  if (!answer.ok || mine !== asked) {
    return;
  }
  const found = await answer.json();
  if (mine === asked) {
    names.replaceChildren(...found.map(name => Object.assign(document.createElement('option'), {value: name})));
  }
});

const hook = document.getElementById('hook');
hook.addEventListener('change', () => {
  for (const button of document.querySelectorAll('button[data-verb]')) {
    button.textContent = hook.selectedOptions[0].dataset.verb;
  }
});

for (const button of document.querySelectorAll('button[data-copy]')) {
  button.hidden = false;
  const word = button.textContent;
  button.addEventListener('click', async () => {
    try {
      await navigator.clipboard.writeText(document.getElementById(button.dataset.copy).textContent);
      button.textContent = 'Copied';
    } catch {
      getSelection().selectAllChildren(document.getElementById(button.dataset.copy));
      button.textContent = 'Selected: press Ctrl+C';
    }
    setTimeout(() => { button.textContent = word; }, 3000);
  });
}
