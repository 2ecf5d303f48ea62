// What the page says about saving: nothing is lost by leaving it too early, and nothing fails silently.

const status = document.getElementById('status-message')
let waiting = 0

function say (text, state) {
  if (!status) return
  status.replaceChildren()
  const said = document.createElement('span')
  said.dataset.state = state
  said.textContent = text
  document.getElementById('status-message').replaceChildren(said)
}

const isSaving = (event) => event.detail.requestConfig?.verb === 'post'

document.body.addEventListener('htmx:beforeRequest', (event) => { if (isSaving(event)) waiting += 1 })
document.body.addEventListener('htmx:afterRequest', (event) => { if (isSaving(event)) waiting = Math.max(0, waiting - 1) })

// A request that never reached the program: it was stopped, or the machine slept.
document.body.addEventListener('htmx:sendError', () => {
  say('Not saved: OpenLET does not answer. Start it again, then change the field once more. Do not close this page.', 'not-saved')
})
document.body.addEventListener('htmx:responseError', (event) => {
  const known = { 403: 'this page is too old or was not opened by OpenLET. Open it again.', 413: 'it is too large.' }
  say('Not saved: ' + (known[event.detail.xhr.status] ?? 'OpenLET could not do it. Open the page again.'), 'not-saved')
})

// Text that is typed but not yet sent, or sent but not yet acknowledged, must not be lost by closing the page.
const isUnsent = () => {
  const field = document.activeElement
  return field?.matches?.('[data-saves]') && field.dataset.sent !== undefined && field.value !== field.dataset.sent
}
document.addEventListener('focusin', (event) => {
  if (event.target.matches?.('[data-saves]')) event.target.dataset.sent = event.target.value
})
document.body.addEventListener('htmx:afterRequest', (event) => {
  const field = event.target
  if (field.matches?.('[data-saves]')) field.dataset.sent = field.value
})
window.addEventListener('beforeunload', (event) => {
  if (waiting > 0 || isUnsent()) {
    document.activeElement?.dispatchEvent(new Event('change', { bubbles: true }))
    event.preventDefault()
  }
})

// A cell pasted from a spreadsheet brings a line end or a tab: into one line only what belongs there.
document.addEventListener('paste', (event) => {
  const field = event.target
  if (!field.matches?.('input[data-saves]')) return
  const text = event.clipboardData.getData('text/plain')
  const clean = text.replace(/[\t\r\n]+$/, '').replace(/[\t\r\n]+/g, ' ')
  if (clean === text) return
  event.preventDefault()
  field.setRangeText(clean, field.selectionStart, field.selectionEnd, 'end')
  field.dispatchEvent(new Event('input', { bubbles: true }))
})

// "Take theirs" after a conflict: the field shows what stands in the store.
document.addEventListener('click', (event) => {
  const button = event.target.closest?.('[data-take]')
  const field = button && document.getElementById(button.dataset.take)
  if (field) field.value = button.dataset.value
})

// A page that is opened at a field (from a summary, or after a record was added) puts the keyboard there.
const wanted = location.hash.length > 1 && document.getElementById(decodeURIComponent(location.hash.slice(1)))
if (wanted) {
  for (let fold = wanted.closest('details'); fold; fold = fold.parentElement.closest('details')) fold.open = true
  const field = wanted.matches('input, select, textarea, button') ? wanted : wanted.querySelector('input:not([type=hidden]), select, textarea, button')
  if (field) field.focus()
}
