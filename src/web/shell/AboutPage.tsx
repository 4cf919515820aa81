import { useSignal } from '@preact/signals'
import { useEffect } from 'preact/hooks'
import type * as z from 'zod/mini'
import type { declaration } from '../../core/wire/shore.ts'
import { readPublic } from './api.ts'
import shell from './shell.module.css'
import { usePage } from './state.ts'
import { useTitle } from './title.ts'
import { useWords } from './words.ts'

const promises = ['instant', 'yours', 'onshore', 'neverAlone', 'checkable', 'outlives'] as const

/** What this shore is, who declares what about it, its promises with what they cannot hold, and the running source. */
export function AboutPage() {
  const { say } = useWords()
  const { shore } = usePage()
  useTitle(say('title.about'))
  const declared = useSignal<z.infer<typeof declaration> | null>(null)
  useEffect(() => {
    void readPublic<z.infer<typeof declaration>>('/.well-known/onshore.json').then(
      found => (declared.value = found),
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
            <a class={shell.button} href="/api/openapi.json">
              {say('about.api')}
            </a>
          </div>
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
            {known.stores.map(store => (
              <StoreLine key={store.what} {...store} />
            ))}
          </dl>
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

function StoreLine({ what, technology, jurisdiction }: { what: string; technology: string; jurisdiction: string }) {
  const { say } = useWords()
  return (
    <>
      <dt>{say(`about.store.${what}`)}</dt>
      <dd>
        {say(`about.by.${technology}`)}
        {jurisdiction === 'ZZ' ? '' : ` (${jurisdiction})`}
      </dd>
    </>
  )
}
