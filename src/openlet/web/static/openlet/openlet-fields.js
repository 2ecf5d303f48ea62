// Small comforts of the fields: pasted cells, the choice after a conflict, the keyboard where it is wanted.

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

// "Take theirs" after a conflict: the field shows what stands in the store, before the button is sent.
document.addEventListener('click', (event) => {
  const button = event.target.closest?.('[data-take]')
  const field = button && document.getElementById(button.dataset.take)
  if (field) field.value = button.dataset.value
}, true)

// A page opened at a place (from a summary, or after a record was added) puts the keyboard there.
// A place may name a type of several boxes, or what is not there yet: the first box below it, else what holds it.
function placeNamed (name) {
  for (let at = name; at; at = at.startsWith('f-') ? at.slice(0, Math.max(at.lastIndexOf('-'), 0)) : '') {
    const found = document.getElementById(at) ?? document.querySelector(`[id^="${CSS.escape(at)}-"]`)
    if (found) return found
  }
  return null
}

function goToPlace () {
  const wanted = location.hash.length > 1 && placeNamed(decodeURIComponent(location.hash.slice(1)))
  if (!wanted) return
  for (let fold = wanted.closest('details'); fold; fold = fold.parentElement.closest('details')) fold.open = true
  const controls = 'input:not([type=hidden]), select, textarea, button'
  const field = wanted.matches(controls) ? wanted : wanted.querySelector(controls)
  if (!field) return
  field.focus({ preventScroll: true })
  const whole = field.closest('.openlet-field') ?? wanted // with its label and what is said of it
  whole.scrollIntoView({ block: 'start' })
}
window.addEventListener('hashchange', goToPlace)
goToPlace()
// Once all is loaded the browser goes to the place itself, and takes the keyboard from a field within it.
window.addEventListener('load', () => { if (document.activeElement === document.body) goToPlace() })
