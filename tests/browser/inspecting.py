"""Everything that must be true of every page: accessible, narrow, zoomed, nothing lost, the keyboard in sight."""

from collections import Counter

from playwright.sync_api import Page

from tests.browser.chromium import violations
from tests.browser.person import settled

WIDE, NARROW, ZOOMED = (1280, 900), (320, 800), (320, 256)  # 320 by 256 is a window of 1280 by 1024 at 400 %
MENU_BELOW = 641  # pixels: in a narrower window the navigation is behind a button
# Each control in turn, then back: which of them has the focus while nothing of it can be seen (WCAG 2.4.11)?
HIDDEN_FOCUS = """() => {
  const wanted = 'a[href], button, input:not([type=hidden]), select, textarea, summary, [tabindex="0"]'
  const shown = { opacityProperty: false, visibilityProperty: true }
  const controls = [...document.querySelectorAll(wanted)].filter((one) => one.checkVisibility(shown) && !one.disabled)
  const isSeen = (control) => [...control.getClientRects()].some((box) => {
    const [left, right] = [Math.max(box.left, 0), Math.min(box.right, innerWidth)]
    const [top, bottom] = [Math.max(box.top, 0), Math.min(box.bottom, innerHeight)]
    for (const x of [0.02, 0.25, 0.5, 0.75, 0.98]) {
      for (const y of [0.1, 0.5, 0.9]) {
        const hit = document.elementFromPoint(left + (right - left) * x, top + (bottom - top) * y)
        if (hit && (control.contains(hit) || hit.contains(control) && hit.tagName === 'LABEL')) return true
      }
    }
    return false
  })
  const hidden = []
  for (const control of [...controls, ...controls.toReversed()]) {
    control.focus()
    if (document.activeElement === control && !isSeen(control)) hidden.push(control.outerHTML.slice(0, 120))
  }
  document.activeElement.blur()
  return [...new Set(hidden)]
}"""
# Text that its own box cuts off.
CUT_OFF = """() => [...document.body.querySelectorAll('*')].filter((one) => {
  const style = getComputedStyle(one)
  const cuts = ['hidden', 'clip'].includes(style.overflowX) && one.scrollWidth > one.clientWidth + 1
  const forTheEar = one.closest('.govuk-visually-hidden, .govuk-visually-hidden-focusable, .govuk-skip-link, title')
  return cuts && !forTheEar && one.innerText?.trim() && one.checkVisibility()
}).map((one) => one.outerHTML.slice(0, 120))"""
OVERFLOWING = """() => document.documentElement.scrollWidth <= innerWidth ? [] :
  [...document.body.querySelectorAll('*')].filter((one) => one.getBoundingClientRect().right > innerWidth + 1)
    .slice(0, 5).map((one) => one.outerHTML.slice(0, 120)).concat('wider than the window')"""
ASSETS = (
    """() => [...document.querySelectorAll('link[href], script[src], img[src]')].map((one) => one.href || one.src)"""
)


def faults_of(page: Page, narrow_too: bool = True) -> list[str]:
    """What is wrong with the page as it stands, in a wide window, a narrow one, and at 400 %.

    ``narrow_too``: axe, which takes longest, looks at the narrow window as well.
    """
    settled(page)
    found = [f"axe, wide: {one}" for one in violations(page)]
    words = _words(page)
    _resize(page, NARROW)
    found += [f"axe, narrow: {one}" for one in (violations(page) if narrow_too else ())]
    found += _narrow_faults(page, "narrow", words)
    _resize(page, ZOOMED)
    found += _narrow_faults(page, "zoomed", words)
    found += [f"zoomed: has the keyboard and cannot be seen: {one}" for one in page.evaluate(HIDDEN_FOCUS)]
    _resize(page, WIDE)
    found += [f"wide: has the keyboard and cannot be seen: {one}" for one in page.evaluate(HIDDEN_FOCUS)]
    return found


def _resize(page: Page, size: tuple[int, int]) -> None:
    page.set_viewport_size({"width": size[0], "height": size[1]})
    menu = page.locator(".govuk-js-service-navigation-toggle")
    if menu.count() == 0:
        return
    menu.wait_for(state="visible" if size[0] < MENU_BELOW else "hidden")
    if menu.is_visible() and menu.get_attribute("aria-expanded") == "false":
        menu.click()


def _narrow_faults(page: Page, how: str, words: Counter[str]) -> list[str]:
    lost = sorted(words - _words(page))
    return [
        *(f"{how}: sideways: {one}" for one in page.evaluate(OVERFLOWING)),
        *(f"{how}: cut off: {one}" for one in page.evaluate(CUT_OFF)),
        *([f"{how}: lost: {lost}"] if lost else []),
    ]


def _words(page: Page) -> Counter[str]:
    return Counter(page.evaluate("document.body.innerText").split())


def assets_of(page: Page) -> set[str]:
    """The addresses of all that the page links for itself."""
    return set(page.evaluate(ASSETS))
