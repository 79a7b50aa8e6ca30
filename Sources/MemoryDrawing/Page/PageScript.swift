/// The script of the page: zooming and moving, what is under the pointer, and which rows and stretches belong together.
///
/// All words are in the page; the script only shows them, as text and never as markup.
enum PageScript {
  /// The whole script.
  static let code = view + highlights + input

  /// What there is, and the part of the drawing that is shown.
  private static let view = #"""
    (() => {
      'use strict';
      const find = id => document.getElementById(id);
      const view = find('view'), tip = find('tip'), svg = view.querySelector('svg');
      const stretches = [...svg.querySelectorAll('.stretch')];
      const rows = [...document.querySelectorAll('tbody.row')].map(element => (
        { element, first: +element.dataset.first, end: +element.dataset.end }));
      // The browser's own small window for titles would stand beside ours.
      const words = stretches.map(element => {
        const [title, detail] = [element.querySelector('title'), element.querySelector('desc')];
        title.remove();
        return { title: title.textContent, lines: detail.textContent.split('\n') };
      });
      document.documentElement.classList.add('js');

      // The part of the drawing that is shown.
      const [, , width, height] = svg.getAttribute('viewBox').split(' ').map(Number);
      let part = { x: 0, y: 0, w: width, h: height };
      const show = next => {
        const w = Math.min(Math.max(next.w, 60), width * 4 + height);
        const h = w * view.clientHeight / Math.max(1, view.clientWidth);
        const clamp = (value, size, all) => size > all ? (all - size) / 2 : Math.min(Math.max(value, 0), all - size);
        part = { x: clamp(next.x, w, width), y: h > height ? 0 : clamp(next.y, h, height), w, h };
        svg.setAttribute('viewBox', [part.x, part.y, part.w, part.h].join(' '));
      };
      const fitWidth = () => show({ x: 0, y: 0, w: width });
      const fitWhole = () => show({ x: 0, y: 0, w: Math.max(width, height * view.clientWidth / view.clientHeight) });
      const zoom = (factor, x = part.x + part.w / 2, y = part.y + part.h / 2) =>
        show({ x: x - (x - part.x) * factor, y: y - (y - part.y) * factor, w: part.w * factor });
      const move = (x, y) => show({ ...part, x: part.x + x, y: part.y + y });
      const scale = () => part.w / Math.max(1, view.clientWidth);
      const reveal = range => {
        const first = stretches[range.first], last = stretches[range.end - 1];
        if (!first) return;
        const a = first.querySelector('.row').y.baseVal.value;
        const bottom = last.querySelector('.row');
        const b = bottom.y.baseVal.value + bottom.height.baseVal.value;
        if (a >= part.y && b <= part.y + part.h) return;
        show({ ...part, y: b - a > part.h ? a - 20 : (a + b - part.h) / 2 });
      };


    """#
}
