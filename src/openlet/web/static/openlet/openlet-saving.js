// A field that could not be saved says so, and nobody leaves the page with text that is not stored.
// The server says what was saved; this speaks only where the server cannot: no answer, or a failure.

(() => {
  'use strict'

  const AGAIN_AFTER = 5000 // milliseconds until a save that got no answer is sent once more
  const notStored = new Set() // controls whose text the server has not acknowledged
  const sent = new WeakMap() // what a control's running request carries

  const fieldOf = (element) => element.closest?.('.openlet-field')
  const content = (control) => control.type === 'checkbox' ? String(control.checked) : control.value
  const say = (place, state, words) => {
    if (!place) return
    place.dataset.state = state
    place.textContent = words
  }

  function couldNotSave (control, why) {
    const field = control.hasAttribute('data-saves') ? fieldOf(control) : null
    const words = document.createElement('span')
    if (field) {
      notStored.add(control)
      say(field.querySelector('.openlet-save-state'), 'not-saved', 'Not saved')
    }
    say(words, 'not-saved', `Not saved: ${why} ${field ? 'What you typed is still on this page.' : ''}`)
    document.getElementById('status-message')?.replaceChildren(words)
  }

  function sendAgain (control) {
    setTimeout(() => {
      if (control.isConnected && notStored.has(control)) htmx.trigger(control, 'change')
    }, AGAIN_AFTER)
  }

  document.addEventListener('input', (event) => {
    if (fieldOf(event.target) && event.target.hasAttribute('hx-post')) notStored.add(event.target)
  })

  document.addEventListener('htmx:beforeRequest', (event) => {
    if (fieldOf(event.target)) sent.set(event.target, content(event.target))
  })

  document.addEventListener('htmx:afterRequest', (event) => {
    const control = event.target
    const status = event.detail.xhr.status
    if (status >= 200 && status < 300 && sent.get(control) === content(control)) notStored.delete(control)
  })

  for (const name of ['htmx:sendError', 'htmx:timeout']) {
    document.addEventListener(name, (event) => {
      couldNotSave(event.target, 'OpenLET does not answer. It is tried again every few seconds.')
      if (event.target.hasAttribute('data-saves')) sendAgain(event.target)
    })
  }

  document.addEventListener('htmx:responseError', (event) => {
    couldNotSave(event.target, `OpenLET could not store it (answer ${event.detail.xhr.status}).`)
  })

  window.addEventListener('beforeunload', (event) => {
    for (const control of notStored) if (!control.isConnected) notStored.delete(control)
    if (notStored.size > 0) event.preventDefault()
  })
})()
