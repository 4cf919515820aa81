import type { Plugin } from 'vite'

const mark = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 64 64"><rect width="64" height="64" rx="14" fill="#0f1820"/><circle cx="32" cy="27" r="9" fill="#f2c14e"/><path d="M8 41h48" stroke="#f4efe4" stroke-width="4" stroke-linecap="round"/><path d="M18 50h28" stroke="#f4efe4" stroke-width="4" stroke-linecap="round" opacity=".45"/></svg>`

const manifest = {
  name: 'Onshore',
  short_name: 'Onshore',
  start_url: '/',
  display: 'standalone',
  background_color: '#0b0f13',
  theme_color: '#0b0f13',
  icons: [{ src: '/favicon.svg', sizes: 'any', type: 'image/svg+xml', purpose: 'any maskable' }],
}

/** The two files that stand at fixed addresses: the mark and the web manifest. */
export function statics(): Plugin {
  return {
    name: 'onshore:statics',
    generateBundle() {
      if (this.environment.name !== 'client') return
      this.emitFile({ type: 'asset', fileName: 'favicon.svg', source: mark })
      this.emitFile({ type: 'asset', fileName: 'manifest.webmanifest', source: JSON.stringify(manifest) })
    },
  }
}
