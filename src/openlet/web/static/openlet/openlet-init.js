// Starts the GOV.UK Frontend components, in the page and in every part that htmx puts in later.
// The address of the components comes from the page's own <link>, because a file name with a hash cannot stand in an import.

const OWN_ERRORS = '.openlet-message--schema, .openlet-message--error, .govuk-error-message'

document.body.classList.add('js-enabled')
if ('noModule' in HTMLScriptElement.prototype) document.body.classList.add('govuk-frontend-supported')

const { initAll } = await import(document.querySelector('link[data-openlet="govuk-frontend"]').href)

// A control is marked invalid by what its slot says: the control itself is never swapped, so it keeps the focus.
function markInvalid (scope) {
  const fields = scope.querySelectorAll?.('.openlet-field') ?? []
  const own = scope.closest?.('.openlet-field')
  for (const field of own ? [own, ...fields] : fields) {
    const wrong = field.querySelector(OWN_ERRORS) !== null
    for (const control of field.querySelectorAll('input:not([type=hidden]), select, textarea')) {
      if (wrong) control.setAttribute('aria-invalid', 'true')
      else control.removeAttribute('aria-invalid')
    }
  }
}

// A link to a field that is folded away unfolds it first.
document.addEventListener('click', (event) => {
  const link = event.target.closest?.('a[href^="#"]')
  if (!link || link.hash.length < 2) return
  const wanted = document.getElementById(decodeURIComponent(link.hash.slice(1)))
  for (let fold = wanted?.closest('details'); fold; fold = fold.parentElement.closest('details')) fold.open = true
}, true)

document.addEventListener('htmx:load', (event) => {
  if (event.target !== document.body) initAll({ scope: event.target })
  markInvalid(event.target)
})
document.addEventListener('htmx:oobAfterSwap', (event) => markInvalid(event.target))
document.addEventListener('htmx:afterSettle', (event) => markInvalid(event.target))

initAll()
markInvalid(document)
