// What the page says about saving where the server cannot: no answer, or a failure. And nobody leaves with text that is not stored.
// A control that saves itself carries data-saves and stands in an .openlet-field with its slots.

const AGAIN_AFTER = 5000 // milliseconds until a save that got no answer is sent once more
const WHY = {
  403: 'this page is too old or was not opened by OpenLET. Open it again.',
  404: 'it is not there any more; somebody may have deleted it.',
  413: 'it is too large.'
}
const STILL_HERE = 'What you typed is still on this page: do not close it.'

const notStored = new Set() // controls whose content the server has not acknowledged
const sent = new WeakMap() // what a control held when a request of its field set out
const answered = new WeakMap() // what a control held when the server last answered for it
let running = 0 // requests that change something and have no answer yet
let leading = 0 // of these, the one whose answer leads to another page: htmx goes there before it says that the request is over
let held = 0 // saves that wait for the mouse button to come up
let pressed = false
let next = null // where the user wants to go as soon as all is stored

const content = (control) => ['checkbox', 'radio'].includes(control.type) ? String(control.checked) : control.value
const saves = (element) => element.matches?.('[data-saves]') ?? false
const fieldOf = (element) => element.closest?.('.openlet-field')
const controlsOf = (element) => [...fieldOf(element)?.querySelectorAll('[data-saves]') ?? []]
const changes = (event) => event.detail.requestConfig?.verb !== 'get'

// Leaving a field after its text was sent on a pause asks for the same save again.
const isAnswered = (element) => saves(element) && answered.get(element) === content(element)

function say (place, state, words) {
  if (!place) return
  place.dataset.state = state
  place.textContent = words
}

function sayInBar (words) {
  const said = document.createElement('span')
  say(said, 'not-saved', words)
  document.getElementById('status-message')?.replaceChildren(said)
}

function couldNotSave (element, why) {
  next = null
  for (const control of controlsOf(element)) {
    notStored.add(control)
    answered.delete(control)
  }
  say(fieldOf(element)?.querySelector('.openlet-save-state'), 'not-saved', 'Not saved')
  sayInBar(`Not saved: ${why}`)
}

// Requests and their answers

document.addEventListener('input', (event) => {
  if (saves(event.target)) notStored.add(event.target)
})

document.addEventListener('htmx:beforeRequest', (event) => {
  const element = event.target
  if (!changes(event)) return
  if (isAnswered(element)) return event.preventDefault()
  running += 1
  for (const control of controlsOf(element)) {
    sent.set(control, content(control))
    answered.delete(control)
  }
})

document.addEventListener('htmx:beforeOnLoad', (event) => {
  if (changes(event) && event.detail.xhr.getResponseHeader('HX-Redirect')) leading = 1
})

document.addEventListener('htmx:afterRequest', (event) => {
  if (!changes(event)) return
  running = Math.max(0, running - 1)
  leading = 0
  const status = event.detail.xhr.status
  const stored = status >= 200 && status < 300
  if (stored || status === 409) {
    for (const control of controlsOf(event.target)) {
      answered.set(control, sent.get(control))
      if (stored && sent.get(control) === content(control)) notStored.delete(control)
    }
  }
  if (!stored) next = null
  setTimeout(goOn) // by then htmx has sent what waited in its queue
})

// A request that never reached the program: it was stopped, or the machine slept.
for (const name of ['htmx:sendError', 'htmx:timeout']) {
  document.addEventListener(name, (event) => {
    const control = event.target
    if (!changes(event)) return sayInBar('OpenLET does not answer. Start it again.')
    if (!saves(control)) return couldNotSave(control, 'OpenLET does not answer. Start it again, then repeat the last step.')
    couldNotSave(control, `OpenLET does not answer; it is tried again every few seconds. ${STILL_HERE}`)
    setTimeout(() => {
      if (control.isConnected && notStored.has(control)) htmx.trigger(control, 'change')
    }, AGAIN_AFTER)
  })
}

document.addEventListener('htmx:responseError', (event) => {
  const why = WHY[event.detail.xhr.status] ?? 'OpenLET could not do it.'
  if (changes(event)) couldNotSave(event.target, `${why} ${STILL_HERE}`)
  else sayInBar(`This cannot be shown: ${why}`)
})

// A press of the mouse leaves the field, which saves it; the answer may swap the very button that is pressed, and the click would be
// lost. So that save sets out when the button is up again.

document.addEventListener('pointerdown', () => { pressed = true }, true)
for (const name of ['pointerup', 'pointercancel']) document.addEventListener(name, () => { pressed = false }, true)

document.addEventListener('htmx:confirm', (event) => {
  if (isAnswered(event.target)) return event.preventDefault()
  if (!pressed || !saves(event.target)) return
  event.preventDefault()
  held += 1
  const release = () => setTimeout(() => {
    held -= 1
    event.detail.issueRequest(true)
  })
  const up = new AbortController()
  for (const name of ['pointerup', 'pointercancel']) {
    document.addEventListener(name, () => { up.abort(); release() }, { capture: true, signal: up.signal })
  }
})

// Leaving the page: first what is typed is stored, then the link is followed or the form sent; the browser asks only if that fails.

const isBusy = () => running > leading || held > 0

function goOn () {
  if (next === null || isBusy()) return
  const go = next
  next = null
  go()
}

function goAfterwards (event, go) {
  if (event.defaultPrevented || !isBusy()) return
  event.preventDefault()
  next = go
}

document.addEventListener('click', (event) => {
  const link = event.target.closest?.('a[href]')
  const elsewhere = event.ctrlKey || event.metaKey || event.shiftKey || event.altKey || link?.target || link?.hasAttribute('download')
  if (!link || elsewhere || link.getAttribute('href').startsWith('#')) return
  goAfterwards(event, () => location.assign(link.href))
})

document.addEventListener('submit', (event) => {
  const form = event.target
  goAfterwards(event, () => form.requestSubmit(event.submitter))
})

window.addEventListener('beforeunload', (event) => {
  for (const control of notStored) if (!control.isConnected) notStored.delete(control)
  if (notStored.size === 0 && !isBusy()) return
  if (notStored.has(document.activeElement)) htmx.trigger(document.activeElement, 'change') // saved while the browser asks
  event.preventDefault()
})
