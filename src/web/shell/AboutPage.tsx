import { useSignal } from '@preact/signals'
import { useEffect } from 'preact/hooks'
import type * as z from 'zod/mini'
import type { declaration, declarations } from '../../core/wire/shore.ts'
import { call } from './api.ts'
import shell from './shell.module.css'
import { usePage } from './state.ts'
import { useTitle } from './title.ts'
import { useWords } from './words.ts'

const promises = ['instant', 'yours', 'onshore', 'neverAlone', 'checkable', 'outlives'] as const

/** What this shore is, who declares what about it, its promises with what they cannot hold, and the running source. */
export function AboutPage() {
  const { say, language } = useWords()
  const { shore } = usePage()
  useTitle(say('title.about'))
  const declared = useSignal<z.infer<typeof declaration> | null>(null)
  const history = useSignal<z.infer<typeof declarations>['items']>([])
  const when = new Intl.DateTimeFormat(language, { dateStyle: 'long' })
  useEffect(() => {
    void call('GET /.well-known/onshore.json').then(
      found => (declared.value = found),
      () => undefined,
    )
    void call('GET /public/declarations').then(
      found => (history.value = found.items),
      () => undefined,
    )
  }, [])
  const known = declared.value
  return (
    <div class={shell.page}>
      <h1>{say('about.title', { shore: shore.name })}</h1>
      <p class={shell.lead}>{say('about.lead')}</p>
      <section class={shell.section}>
        <h2>{say('about.source')}</h2>
        <div class={shell.prose}>
          <p>{say('about.sourceBody', { version: shore.version })}</p>
          <div class={shell.row}>
            <a class={`${shell.button} ${shell.primary}`} href="/source.tar.gz" download>
              {say('about.download')}
            </a>
            <a class={shell.button} href="/api/docs">
              {say('about.api')}
            </a>
          </div>
        </div>
      </section>
      <section class={shell.section}>
        <h2>{say('about.rules')}</h2>
        <p>{say('about.rulesBody')}</p>
        <div class={shell.row}>
          {(['rules', 'transparency', 'decisions', 'what-we-hold'] as const).map(page => (
            <a class={shell.button} href={`/${page}`} key={page}>
              {say(`title.${page}`)}
            </a>
          ))}
        </div>
      </section>
      <section class={shell.section}>
        <h2>{say('about.declared')}</h2>
        <p>{say('about.declaredBody')}</p>
        {known && (
          <dl class={shell.facts}>
            <dt>{say('about.operator')}</dt>
            <dd>{known.operator || say('about.undeclared')}</dd>
            <dt>{say('about.owner')}</dt>
            <dd>{known.owner || say('about.undeclared')}</dd>
            <dt>{say('about.jurisdiction')}</dt>
            <dd>{known.jurisdiction === 'ZZ' ? say('about.trial') : known.jurisdiction}</dd>
            <dt>{say('about.law')}</dt>
            <dd>{known.law || say('about.undeclared')}</dd>
            {known.controlledBy.length > 0 && (
              <>
                <dt>{say('about.controlledBy')}</dt>
                <dd>{known.controlledBy.map(named).join(', ')}</dd>
              </>
            )}
            {known.stores.map(store => (
              <StoreLine key={store.what + store.host} {...store} />
            ))}
            {known.outbound.length > 0 && (
              <>
                <dt>{say('about.outbound')}</dt>
                <dd>{known.outbound.map(({ host, what }) => say(`about.outbound.${what}`, { host })).join(', ')}</dd>
              </>
            )}
            <dt>{say('about.processors')}</dt>
            <dd>{known.processors.map(named).join(', ') || say('about.nobody')}</dd>
          </dl>
        )}
        {history.value.length > 0 && (
          <details>
            <summary>{say('about.history', { n: history.value.length })}</summary>
            <ol class={shell.history}>
              {history.value.map(({ at, declaration }) => (
                <li key={at}>
                  {say('about.since', {
                    at: when.format(new Date(at)),
                    operator: declaration.operator || say('about.undeclared'),
                    stores: declaration.stores
                      .map(({ what, host, jurisdiction }) =>
                        [say(`about.store.${what}`), host, jurisdiction === 'ZZ' ? '' : `(${jurisdiction})`]
                          .filter(Boolean)
                          .join(' '),
                      )
                      .join(', '),
                  })}
                </li>
              ))}
            </ol>
          </details>
        )}
        <p>
          <a href="/.well-known/onshore.json">{say('about.declaration')}</a>
        </p>
      </section>
      <section class={shell.section}>
        <h2>{say('about.promises')}</h2>
        <div>
          {promises.map(name => (
            <div class={shell.promise} key={name}>
              <h3>{say(`promise.${name}`)}</h3>
              <p>{say(`promise.${name}.means`)}</p>
              <p class={shell.cannot}>{say(`promise.${name}.cannot`)}</p>
            </div>
          ))}
        </div>
      </section>
    </div>
  )
}

const named = ({ name, jurisdiction }: { name: string; jurisdiction: string }): string => `${name} (${jurisdiction})`

function StoreLine({ what, technology, host, jurisdiction }: z.infer<typeof declaration>['stores'][number]) {
  const { say } = useWords()
  return (
    <>
      <dt>{say(`about.store.${what}`)}</dt>
      <dd>
        {say(`about.by.${technology}`)}
        {host ? `, ${host}` : ''}
        {jurisdiction === 'ZZ' ? '' : ` (${jurisdiction})`}
      </dd>
    </>
  )
}
