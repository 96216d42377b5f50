/** The release line whose behaviour the embedded broker reproduces; docker-compose.yml has the same. */
export const DEFAULT_TAG = '3.10.25-management';
