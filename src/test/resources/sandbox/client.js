/* What the reference client of CDS Hooks does: it asks every service of discovery at once, from another origin, with a token,
   shows cards by urgency, renders detail as GitHub-flavoured Markdown and lets raw HTML through. */
'use strict';

const exchanges = [];

async function call(url, token, body) {
  const headers = {Authorization: 'Bearer ' + token};
  if (body) {
    headers['Content-Type'] = 'application/json';
  }
  const answer = await fetch(url, {
    method: body ? 'POST' : 'GET', mode: 'cors', headers, body: body && JSON.stringify(body)});
  const text = await answer.text();
  const exchange = {url, hook: body && body.hook, status: answer.status, text};
  exchanges.push(exchange);
  return exchange;
}

/* Orders are sent by order-sign and order-select only; patient-view tells who the patient is. */
function requestFor(service, story) {
  const request = {
    hookInstance: crypto.randomUUID ? crypto.randomUUID() : String(Math.random()),
    hook: service.hook,
    fhirServer: 'https://sandbox.example/fhir',
    context: {patientId: story.patientId, userId: 'Practitioner/COREPRACTITIONER1'},
  };
  if (service.hook !== 'patient-view' && story.order) {
    request.context.draftOrders = {resourceType: 'Bundle', entry: [{resource: story.order}]};
  }
  if (service.hook === 'order-select') {
    request.context.selections = ['MedicationRequest/request-123'];
  }
  const prefetch = {};
  for (const key of Object.keys(service.prefetch || {})) {
    if (story.prefetch[key]) {
      prefetch[key] = story.prefetch[key];
    }
  }
  if (Object.keys(prefetch).length > 0) {
    request.prefetch = prefetch;
  }
  return request;
}

async function play(base, token, story) {
  exchanges.length = 0;
  const discovery = await call(base, token);
  const services = JSON.parse(discovery.text).services
    .filter(service => story.hooks.includes(service.hook));
  const answers = await Promise.all(
    services.map(service => call(base + '/' + service.id, token, requestFor(service, story))));
  const cards = answers.flatMap((answer, i) =>
    answer.status === 200
      ? JSON.parse(answer.text).cards.map(card => ({...card, serviceId: services[i].id})) : []);
  show(cards);
  return {hooks: services.map(service => service.hook), exchanges, cards};
}

function show(cards) {
  const urgency = ['critical', 'warning', 'info'];
  const place = document.getElementById('cards');
  place.replaceChildren();
  cards.sort((a, b) => urgency.indexOf(a.indicator) - urgency.indexOf(b.indicator));
  if (cards.length === 0) {
    place.textContent = 'All clear! No clinical decision support cards are available';
  }
  for (const card of cards) {
    const section = document.createElement('section');
    section.className = card.indicator;
    section.dataset.topic = card.source.topic.code;
    section.append(part('h2', card.summary));
    const detail = document.createElement('div');
    detail.className = 'detail';
    detail.innerHTML = marked.parse(card.detail, {gfm: true});
    section.append(detail);
    for (const suggestion of card.suggestions || []) {
      section.append(part('button', suggestion.label));
    }
    for (const reason of card.overrideReasons || []) {
      section.append(part('option', reason.display));
    }
    place.append(section);
  }
}

function part(name, text) {
  const element = document.createElement(name);
  element.textContent = text;
  return element;
}

/* The sandbox sends the code of a reason without its display. */
async function feedback(base, token, card) {
  const accepted = {
    card: card.uuid, outcome: 'accepted', outcomeTimestamp: new Date().toISOString(),
    acceptedSuggestions: [{id: card.suggestions ? card.suggestions[0].uuid : card.uuid}]};
  const reason = (card.overrideReasons || [{code: 'x', system: 'urn:x'}])[0];
  const overridden = {
    card: card.uuid, outcome: 'overridden', outcomeTimestamp: new Date().toISOString(),
    overrideReason: {reason: {code: reason.code, system: reason.system}, userComment: 'seen'}};
  const url = base + '/' + card.serviceId + '/feedback';
  return [
    await call(url, token, {feedback: [accepted]}),
    await call(url, token, {feedback: [overridden]})];
}
