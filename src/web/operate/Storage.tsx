import { call } from '../shell/api.ts'
import { useRead } from '../shell/read.ts'
import shell from '../shell/shell.module.css'
import { useWords } from '../shell/words.ts'
import { Alert } from '../ui/Field.tsx'
import { askWhy } from './act.tsx'
import { megabytes } from './megabytes.ts'
import css from './operate.module.css'

/** Where the bytes are, and what belongs to nobody. */
export function Storage() {
  const { say, language } = useWords()
  const { found, fault, load } = useRead(() => call('GET /api/operate/storage'))
  const use = found.value
  const number = new Intl.NumberFormat(language)
  const rows = use ? [...use.kinds, ...(use.orphans.files > 0 ? [{ kind: 'orphans', ...use.orphans }] : [])] : []
  return (
    <section class={shell.section}>
      <h2>{say('operate.bytes')}</h2>
      {fault.value && <Alert>{fault.value}</Alert>}
      {use && use.missing > 0 && <Alert>{say('operate.missing', { n: use.missing })}</Alert>}
      {use && (
        <table class={css.table}>
          <thead>
            <tr>
              <th scope="col">{say('operate.kind')}</th>
              <th scope="col">{say('operate.files')}</th>
              <th scope="col">{say('operate.size')}</th>
            </tr>
          </thead>
          <tbody>
            {rows.map(({ kind, files, bytes }) => (
              <tr key={kind}>
                <th scope="row">{say(`operate.kind.${kind}`)}</th>
                <td>{number.format(files)}</td>
                <td>{megabytes(bytes, language)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      {use?.freeBytes != null && (
        <p>{say('operate.free', { megabytes: megabytes(use.freeBytes, language), technology: use.technology })}</p>
      )}
      <div>
        <button
          type="button"
          class={shell.button}
          onClick={() =>
            askWhy(say('operate.sweep'), async why => {
              const swept = await call('POST /api/operate/storage/sweep', { body: { why } })
              await load()
              return say('operate.swept', { n: swept.removed, megabytes: megabytes(swept.bytes, language) })
            })
          }
        >
          {say('operate.sweep')}
        </button>
      </div>
    </section>
  )
}
