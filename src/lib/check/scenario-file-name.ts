/** How the files are called that `mq-lab test` finds by itself. */
export const SCENARIO_FILE = /\.lab\.(ya?ml|json)$/;
