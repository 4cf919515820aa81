import { createHash } from 'node:crypto'

/** What every document tells the browser to refuse: device permissions, other origins, inline code, being framed. */
const denied = [
  'accelerometer',
  'bluetooth',
  'browsing-topics',
  'camera',
  'clipboard-read',
  'compute-pressure',
  'display-capture',
  'gamepad',
  'geolocation',
  'gyroscope',
  'hid',
  'identity-credentials-get',
  'idle-detection',
  'interest-cohort',
  'local-fonts',
  'magnetometer',
  'microphone',
  'midi',
  'otp-credentials',
  'payment',
  'serial',
  'storage-access',
  'usb',
  'window-management',
  'xr-spatial-tracking',
]
const allowed = [
  'autoplay',
  'fullscreen',
  'picture-in-picture',
  'publickey-credentials-create',
  'publickey-credentials-get',
  'web-share',
  'clipboard-write',
  'screen-wake-lock',
]

const permissionsPolicy = [...denied.map(name => `${name}=()`), ...allowed.map(name => `${name}=(self)`)].join(', ')

/**
 * The two scripts inside a document. `early`: what was chosen on this device holds before anything is drawn, so that a page never
 * flashes in another theme or language. `start`: the first clip comes first, its poster only where it takes long; the program is
 * asked for when that clip can be seen, or will not come. The content policy names both by their hashes and allows no other.
 */
export const inlineScripts = {
  early: `try{const d=document.documentElement,c=k=>JSON.parse(localStorage.getItem('onshore.'+k));for(const k of['theme','motion'])if(c(k))d.dataset[k]=c(k);const l=c('language');if(l&&l!==d.lang)d.dataset.turning=''}catch{}`,
  start: `{const{main,parts}=document.currentScript.dataset,v=document.querySelector('video[data-first]');let n=0;const go=()=>{if(n++)return;for(const href of parts.split(' '))document.head.append(Object.assign(document.createElement('link'),{rel:'modulepreload',href}));import(main)};if(v){const p=()=>{if(v.readyState<2)v.poster=v.dataset.poster};if(document.documentElement.dataset.motion||matchMedia('(prefers-reduced-motion: reduce)').matches)p();else{v.play().catch(()=>0);setTimeout(p,700)}if(v.readyState>1)go();for(const e of['loadeddata','error'])v.addEventListener(e,go);setTimeout(go,2500)}else go()}`,
} as const
const inlineHashes = Object.values(inlineScripts)
  .map(text => `'sha256-${createHash('sha256').update(text).digest('base64')}'`)
  .join(' ')

const contentPolicy = (framedBy: string) =>
  [
    "default-src 'none'",
    `script-src 'self' ${inlineHashes}`,
    "worker-src 'self'",
    "style-src 'self'",
    "img-src 'self' data: blob:",
    "media-src 'self' blob:",
    "connect-src 'self'",
    "font-src 'self'",
    "manifest-src 'self'",
    "base-uri 'none'",
    "form-action 'self'",
    `frame-ancestors ${framedBy}`,
    "require-trusted-types-for 'script'",
    // The one policy there is names the service worker's address, and nothing else.
    'trusted-types onshore-worker',
  ].join('; ')

export function documentHeaders(options: { mayBeFramed: boolean; isSecure: boolean }): Record<string, string> {
  return {
    'Permissions-Policy': permissionsPolicy,
    'Content-Security-Policy': contentPolicy(options.mayBeFramed ? '*' : "'none'"),
    'Cross-Origin-Opener-Policy': 'same-origin',
    'Origin-Agent-Cluster': '?1',
    ...everyHeaders(options.isSecure),
    ...(options.mayBeFramed ? { 'Cross-Origin-Resource-Policy': 'cross-origin' } : { 'X-Frame-Options': 'DENY' }),
  }
}

export function everyHeaders(isSecure: boolean): Record<string, string> {
  return {
    'X-Content-Type-Options': 'nosniff',
    'Cross-Origin-Resource-Policy': 'same-origin',
    'Referrer-Policy': 'no-referrer',
    ...(isSecure ? { 'Strict-Transport-Security': 'max-age=31536000' } : {}),
  }
}
