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

const contentPolicy = (framedBy: string) =>
  [
    "default-src 'none'",
    "script-src 'self'",
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
    "trusted-types 'none'",
  ].join('; ')

export function documentHeaders(options: { mayBeFramed: boolean; isSecure: boolean }): Record<string, string> {
  return {
    'Permissions-Policy': permissionsPolicy,
    'Content-Security-Policy': contentPolicy(options.mayBeFramed ? '*' : "'none'"),
    'Cross-Origin-Opener-Policy': 'same-origin',
    'Cross-Origin-Resource-Policy': options.mayBeFramed ? 'cross-origin' : 'same-origin',
    'Origin-Agent-Cluster': '?1',
    ...(options.mayBeFramed ? {} : { 'X-Frame-Options': 'DENY' }),
    ...everyHeaders(options.isSecure),
  }
}

export function everyHeaders(isSecure: boolean): Record<string, string> {
  return {
    'X-Content-Type-Options': 'nosniff',
    'Referrer-Policy': 'no-referrer',
    ...(isSecure ? { 'Strict-Transport-Security': 'max-age=31536000' } : {}),
  }
}
