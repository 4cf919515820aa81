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
 * flashes in another theme or language, and no clip starts in quiet hours. `start`: the first clip comes first, its poster only where it takes long; the program is
 * asked for when that clip can be seen, or will not come. The content policy names both by their hashes and allows no other.
 */
export const inlineScripts = {
  early: `try{const d=document.documentElement,c=k=>JSON.parse(localStorage.getItem('onshore.'+k));for(const k of['theme','motion'])if(c(k))d.dataset[k]=c(k);const q=c('quiet-hours')||(c('young')&&!c('loud-nights')?{from:1320,to:420}:0);if(q){const n=new Date,m=n.getHours()*60+n.getMinutes();if(q.from<q.to?m>=q.from&&m<q.to:m>=q.from||m<q.to)d.dataset.quiet=1}const l=c('language');if(l&&l!==d.lang)d.dataset.turning=''}catch{}`,
  start: `{const{main,parts}=document.currentScript.dataset,v=document.querySelector('video[data-first]');let n=0;const go=()=>{if(n++)return;for(const href of parts.split(' '))document.head.append(Object.assign(document.createElement('link'),{rel:'modulepreload',href}));import(main)};if(v){const p=()=>{if(v.readyState<2)v.poster=v.dataset.poster};const{motion,quiet}=document.documentElement.dataset;if(motion||quiet||matchMedia('(prefers-reduced-motion: reduce)').matches)p();else{v.play().catch(()=>0);setTimeout(p,700)}if(v.readyState>1)go();for(const e of['loadeddata','error'])v.addEventListener(e,go);setTimeout(go,2500)}else go()}`,
} as const
const hashOf = (text: string) => `'sha256-${createHash('sha256').update(text).digest('base64')}'`
const inlineHashes = Object.values(inlineScripts).map(hashOf).join(' ')

const contentPolicy = (framedBy: string, script: string, style: string) =>
  [
    "default-src 'none'",
    `script-src ${script}`,
    "worker-src 'self'",
    `style-src ${style}`,
    "img-src 'self' data: blob:",
    "media-src 'self' blob:",
    "connect-src 'self'",
    "font-src 'self'",
    "manifest-src 'self'",
    "base-uri 'none'",
    "form-action 'self'",
    `frame-ancestors ${framedBy}`,
    "require-trusted-types-for 'script'",
    // Each policy names one address and nothing else: the service worker's, and those of the workers that prove and that rank.
    'trusted-types onshore-worker onshore-proof onshore-interests',
  ].join('; ')

export function documentHeaders(isSecure: boolean): Record<string, string> {
  return {
    'Permissions-Policy': permissionsPolicy,
    'Content-Security-Policy': contentPolicy("'none'", `'self' ${inlineHashes}`, "'self'"),
    'Cross-Origin-Opener-Policy': 'same-origin',
    'Origin-Agent-Cluster': '?1',
    ...everyHeaders(isSecure),
  }
}

/** The one document that stands in other people's pages: it runs the one script in it, and nothing from any address. `X-Frame-Options` has no word for that. */
export function embedHeaders(inside: { script: string; style: string }): Record<string, string> {
  return {
    'Permissions-Policy': permissionsPolicy,
    'Content-Security-Policy': contentPolicy('*', hashOf(inside.script), hashOf(inside.style)),
    'Cross-Origin-Opener-Policy': 'same-origin',
    'Origin-Agent-Cluster': '?1',
    'Cross-Origin-Resource-Policy': 'cross-origin',
  }
}

export function everyHeaders(isSecure: boolean): Record<string, string> {
  return {
    'X-Content-Type-Options': 'nosniff',
    'Cross-Origin-Resource-Policy': 'same-origin',
    'Referrer-Policy': 'no-referrer',
    // The embed's document alone takes this away again.
    'X-Frame-Options': 'DENY',
    ...(isSecure ? { 'Strict-Transport-Security': 'max-age=31536000' } : {}),
  }
}
