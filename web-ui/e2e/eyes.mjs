// What can be seen on the page, as data.
import { setTimeout } from 'node:timers/promises';

const PATIENCE_MS = 30_000;

/** The experiments that PageTest submits. */
export const TOUR = 'tour';
export const WIDE = 'many-parameters-and-a-long-name-of-an-experiment';
export const STRUCK = 'struck';

/** Asserts again and again for a while: a page redraws a moment after it was changed. */
export async function eventually(assertion) {
  const end = Date.now() + PATIENCE_MS;
  for (;;) {
    try {
      return await assertion();
    } catch (error) {
      if (Date.now() > end) throw error;
      await setTimeout(50);
    }
  }
}

/** The rows of the leaderboard, by the names of their columns. */
export async function leaderboard(page) {
  const [head, ...rows] = await page.getByRole('table').locator('thead tr, tbody tr')
    .evaluateAll((lines) => lines.map((line) => [...line.cells].map((cell) => cell.textContent)));
  return rows.map((cells) => Object.fromEntries(cells.map((text, index) => [head[index], text])));
}

/** The curves of the chart, which is an SVG: their names in the legend, the points of each line, the marks upon it. */
export function chart(page) {
  return page.evaluate(() => {
    const style = getComputedStyle(document.documentElement);
    const paths = [...document.querySelectorAll('.chart svg path')];
    const names = [...document.querySelectorAll('.chart svg text')].flatMap((text) => /^trial \d+/.exec(text.textContent)?.[0] ?? []);
    const plot = document.querySelector('.chart').getBoundingClientRect();
    // The legend's own line and mark lie above the plot.
    const inPlot = (path) => path.getBoundingClientRect().top > plot.top + 30;
    const by = (attribute, index) => paths.filter((path) => inPlot(path) && path.getAttribute(attribute) === style.getPropertyValue(`--curve-${index}`));
    return {
      names,
      lines: names.map((_, index) => by('stroke', index).reduce((points, path) => points + path.getAttribute('d').split(/[ML]/).length - 1, 0)),
      marks: names.map((_, index) => by('fill', index).length),
    };
  });
}

/** What of the page sticks out of its width. */
export function overflow(page) {
  return page.evaluate(() => {
    const width = document.documentElement.clientWidth;
    if (document.documentElement.scrollWidth <= width) return [];
    return [...document.querySelectorAll('body *')].filter((element) => element.getBoundingClientRect().right > width && !element.closest('.scroll *'))
      .map((element) => `${element.tagName}.${element.getAttribute('class')}`).concat(`page: ${document.documentElement.scrollWidth} of ${width}`);
  });
}

/** What the Tab key reaches, and whether the page shows that it is there. */
export async function reach(page, presses) {
  const reached = [];
  for (let press = 0; press < presses; press++) {
    await page.keyboard.press('Tab');
    const one = await page.evaluate(() => {
      const element = document.activeElement;
      if (element === document.body) return null;
      return { name: element.getAttribute('aria-label') ?? element.textContent, outlined: getComputedStyle(element).outlineStyle !== 'none' };
    });
    if (one) reached.push(one);
  }
  return reached;
}

/** The contrast of every text with what lies behind it, after WCAG 2.2. */
export function contrasts(page) {
  return page.evaluate(() => {
    const channels = (color) => color.match(/[\d.]+/g).map(Number);
    const luminance = (color) => {
      const [r, g, b] = channels(color).map((value) => (value / 255 <= 0.04045 ? value / 255 / 12.92 : ((value / 255 + 0.055) / 1.055) ** 2.4));
      return 0.2126 * r + 0.7152 * g + 0.0722 * b;
    };
    const background = (element) => {
      for (let one = element; one; one = one.parentElement) {
        const color = getComputedStyle(one).backgroundColor;
        if ((channels(color)[3] ?? 1) === 1) return color;
      }
      return 'rgb(255, 255, 255)';
    };
    const speaks = (element) => [...element.childNodes].some((node) => node.nodeType === Node.TEXT_NODE && node.textContent.trim());
    return [...document.querySelectorAll('body *')].filter((element) => speaks(element) && element.checkVisibility()).map((element) => {
      const style = getComputedStyle(element);
      const [light, dark] = [style[element.closest('svg') ? 'fill' : 'color'], background(element)].map(luminance).sort((a, b) => b - a);
      return { text: element.textContent.slice(0, 40), ratio: Math.round(((light + 0.05) / (dark + 0.05)) * 100) / 100 };
    });
  });
}
