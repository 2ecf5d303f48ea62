// Builds what the entry tool's pages load: `node build.mjs [--to FOLDER]` writes below the repository, or below FOLDER.
// Same sources, same bytes: nothing of the machine or the day gets in.

import { createHash } from 'node:crypto'
import { mkdirSync, readFileSync, readdirSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import * as sass from 'sass'

const HERE = dirname(fileURLToPath(import.meta.url))
const TO = process.argv[2] === '--to' ? process.argv[3] : dirname(HERE)
const SHIPPED = 'src/openlet/web/static/openlet'
const FIXTURES = 'node_modules/govuk-frontend/dist/govuk/components'

// Upstream examples that our own macros are compared with (tests/web/test_components.py).
const EXAMPLES = {
  'back-link': ['default', 'with custom text and link'],
  breadcrumbs: ['with last breadcrumb as current page'],
  button: ['default', 'disabled', 'link', 'secondary', 'warning'],
  checkboxes: ['default', 'with hint', 'with error message'],
  details: ['default', 'expanded'],
  'error-message': ['default'],
  'error-summary': ['default', 'without links', 'with everything'],
  fieldset: ['default'],
  'file-upload': ['default', 'with hint text', 'with error message and hint'],
  hint: ['default'],
  input: ['default', 'with hint text', 'with error message', 'with error and hint', 'with width-10 class', 'with prefix'],
  'inset-text': ['default'],
  'notification-banner': ['default', 'with type as success'],
  pagination: ['default', 'with previous only', 'with many pages'],
  panel: ['default'],
  radios: ['default', 'with hint', 'with fieldset and error message'],
  select: ['default', 'with hint text and error message', 'with selected value'],
  'skip-link': ['default'],
  'summary-list': ['with actions'],
  table: ['default', 'with head', 'with head and caption', 'with firstCellIsHeader true'],
  tag: ['default', 'red', 'grey'],
  textarea: ['default', 'with hint', 'with error message'],
  'warning-text': ['default']
}

const read = (path) => readFileSync(join(HERE, path))
const sha256 = (bytes) => createHash('sha256').update(bytes).digest('hex')
const versions = JSON.parse(read('package.json'))
const pinned = { ...versions.dependencies, ...versions.devDependencies }

function write (path, bytes) {
  mkdirSync(dirname(join(TO, path)), { recursive: true })
  writeFileSync(join(TO, path), bytes)
}

// A source map that is not shipped would be asked for, and Django's manifest storage refuses a file that names it.
function withoutSourceMap (bytes) {
  return Buffer.from(bytes.toString('utf8').replace(/\s*\/\/# sourceMappingURL=\S+\s*$/, '\n'))
}

function stylesheet () {
  const options = { style: 'compressed', loadPaths: [join(HERE, 'node_modules')], quietDeps: true }
  return Buffer.from(sass.compile(join(HERE, 'openlet.scss'), options).css + '\n')
}

function examples () {
  const chosen = {}
  for (const [component, names] of Object.entries(EXAMPLES)) {
    const all = JSON.parse(read(`${FIXTURES}/${component}/fixtures.json`)).fixtures
    chosen[component] = {}
    for (const name of names) {
      const found = all.find((fixture) => fixture.name === name)
      if (!found) throw new Error(`govuk-frontend has no example "${name}" of ${component}: it has ${all.map((f) => f.name).join(', ')}`)
      chosen[component][name] = { options: found.options, html: found.html }
    }
  }
  const about = `Examples of govuk-frontend ${pinned['govuk-frontend']}, MIT, Copyright (C) 2017 Crown Copyright (Government Digital Service)`
  return Buffer.from(JSON.stringify({ about, components: chosen }, null, 1) + '\n')
}

function vendorPage (files) {
  const sources = readdirSync(HERE).filter((name) => name.endsWith('.scss')).sort()
  const row = ([name, bytes, origin]) => `| \`${name}\` | ${origin} | \`${sha256(bytes)}\` |`
  return `# Files from others, and what is built from them

Written by \`python3 dev.py assets\`; do not edit. Nothing is fetched when OpenLET runs.

| package | version | licence | text |
| --- | --- | --- | --- |
| govuk-frontend | ${pinned['govuk-frontend']} | MIT | LICENCE-govuk-frontend.txt |
| htmx.org | ${pinned['htmx.org']} | 0BSD | LICENCE-htmx.txt |

Not taken from govuk-frontend, because they belong to GOV.UK alone: its font, its images, its header and its footer.

| file | origin | SHA-256 |
| --- | --- | --- |
${files.map(row).join('\n')}

The stylesheet was built with sass ${pinned.sass} from these sources (folder \`browser\`):

| source | SHA-256 |
| --- | --- |
${sources.map((name) => `| \`${name}\` | \`${sha256(read(name))}\` |`).join('\n')}
`
}

const frontend = withoutSourceMap(read('node_modules/govuk-frontend/dist/govuk/govuk-frontend.min.js'))
const files = [
  ['openlet.css', stylesheet(), 'built by Sass from govuk-frontend and our own sources'],
  ['govuk-frontend.min.js', frontend, `govuk-frontend ${pinned['govuk-frontend']}, dist/govuk/govuk-frontend.min.js without its source map line`],
  ['htmx-2.min.js', read('node_modules/htmx.org/dist/htmx.min.js'), `htmx.org ${pinned['htmx.org']}, dist/htmx.min.js unchanged`],
  ['LICENCE-govuk-frontend.txt', read('licences/govuk-frontend.txt'), 'govuk-frontend, LICENSE.txt of its repository'],
  ['LICENCE-htmx.txt', read('node_modules/htmx.org/LICENSE'), 'htmx.org, LICENSE']
]
for (const [name, bytes] of files) write(`${SHIPPED}/${name}`, bytes)
write(`${SHIPPED}/VENDOR.md`, vendorPage(files))

write('tests/browser/axe.min.js', read('node_modules/axe-core/axe.min.js'))
write('tests/browser/LICENCE-axe-core.txt', read('node_modules/axe-core/LICENSE'))
write('tests/browser/LICENCE-axe-core-3rd-party.txt', read('node_modules/axe-core/LICENSE-3RD-PARTY.txt'))
write('tests/web/upstream_examples.json', examples())
