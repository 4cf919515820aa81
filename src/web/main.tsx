/** The browser's entry: takes over the page that the server sent, first clip and all. */
import './ui/tokens.css'
import './ui/font.css'
import { effect, signal } from '@preact/signals'
import { hydrate } from 'preact'
import { LocationProvider } from 'preact-iso'
import { exec } from 'preact-iso/router'
import { deck } from './player/deck.ts'
import { App, pages } from './shell/App.tsx'
import { chosenLanguage, chosenTheme } from './shell/device.ts'
import { loadSession } from './shell/session.ts'
import type { PageState } from './shell/state.ts'
import { type Language, loadMessages, makeWords } from './shell/words.ts'

// Acts, media and files are the server's; every other address of this origin is a page of this program.
const ownPages = /^\/(?!api\/|media\/|public\/|assets\/|source\.tar\.gz)/

async function start(): Promise<void> {
  const root = document.getElementById('app')!
  const state = {
    ...(JSON.parse(document.getElementById('state')!.textContent ?? '{}') as PageState),
    url: location.pathname,
  }
  const spoken = document.documentElement.lang as Language
  const words = signal(makeWords(spoken, (await loadMessages[spoken]()).messages))

  // A page that is not loaded yet would hydrate into nothing: the one this address names comes first.
  const path = location.pathname.replace(/\/+$/, '') || '/'
  for (const [route, page] of Object.entries(pages)) if (exec(path, route)) await page.preload()
  if (state.missing) await pages['/missing'].preload()
  deck.adopt(document.querySelector<HTMLVideoElement>('video[data-first]'))

  const Root = () => (
    <LocationProvider scope={ownPages}>
      <App words={words.value} state={state} />
    </LocationProvider>
  )
  hydrate(<Root />, root)
  root.dataset['hydrated'] = ''

  effect(() => {
    const language = chosenLanguage.value ?? spoken
    if (language === words.peek().locale) return
    void loadMessages[language]().then(({ messages }) => {
      document.documentElement.lang = language
      words.value = makeWords(language, messages)
    })
  })
  effect(() => {
    if (chosenTheme.value) document.documentElement.dataset['theme'] = chosenTheme.value
    else delete document.documentElement.dataset['theme']
  })
  await loadSession()
}

if (document.readyState === 'loading') document.addEventListener('DOMContentLoaded', () => void start())
else void start()
