/** The server's entry: the same pages as text, for one request. It keeps nothing between requests. */
import './ui/tokens.css'
import { LocationProvider } from 'preact-iso'
import { renderToString } from 'preact-render-to-string'
import type { PlainState } from './plain/around.ts'
import { PlainPage } from './plain/PlainPage.tsx'
import { EmbedPage } from './player/EmbedPage.tsx'
import { App, pages } from './shell/App.tsx'
import { headingFor } from './shell/heading.ts'
import type { PageState } from './shell/state.ts'
import { allWords, type Language, makeWords, type Say } from './shell/words.ts'
import { messages as plainEn } from './words/plain/en.po'
import { messages as plainFr } from './words/plain/fr.po'

const messages = { en: { ...(await allWords('en')), ...plainEn }, fr: { ...(await allWords('fr')), ...plainFr } }
// Every page at once: a lazy page that is still loading would be rendered as nothing.
await Promise.all(Object.values(pages).map(page => page.preload()))

const stay = () => undefined

interface Request {
  url: string
  language: Language
  state: Omit<PageState, 'url'>
  plain?: PlainState
  asked?: Language | null
}

/** A page's markup, twice: as the program takes it over, and as it reads where there is no program. */
export function render({ url, language, state, plain = {}, asked = null }: Request) {
  const words = makeWords(language, messages[language])
  const say: Say = (id, facts) => words._(id, facts)
  const path = url.replace(/\/+$/, '') || '/'
  const page = { ...state, url }
  if (path.startsWith('/embed/')) {
    const html = renderToString(<EmbedPage clip={state.video ?? null} say={say} language={language} />)
    return { html, plain: '', ...headingFor(path, page, say) }
  }
  const where = { url, path, query: {}, pathParams: {}, searchParams: {}, route: stay, back: stay, forward: stay }
  return {
    html: renderToString(
      <LocationProvider.ctx.Provider value={where as never}>
        <App words={words} state={page} />
      </LocationProvider.ctx.Provider>,
    ),
    plain: renderToString(
      <PlainPage path={path} asked={asked} state={state} plain={plain} say={say} language={language} />,
    ),
    ...headingFor(path, page, say),
  }
}
