/// The script of the page: zooming and moving, what is under the pointer, and which rows and stretches belong together.
///
/// All words are in the page; the script only shows them, as text and never as markup.
enum PageScript {
  static let code = #"""
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

      // What is lit: what the pointer or the focus is on, or else the row that the address names.
      let pinned = null, litStretches = [], litRows = [];
      const light = (range, only) => {
        for (const element of [...litStretches, ...litRows]) element.classList.remove('lit');
        litStretches = range ? stretches.slice(range.first, range.end) : [];
        litRows = only ? [only] : range
          ? rows.filter(row => row.first < range.end && range.first < row.end).map(row => row.element) : [];
        for (const element of [...litStretches, ...litRows]) element.classList.add('lit');
      };
      const rest = () => light(pinned, pinned && pinned.element);
      const hide = () => { tip.hidden = true; };
      const explain = (index, x, y) => {
        const name = document.createElement('b');
        name.textContent = words[index].title;
        tip.replaceChildren(name, ...words[index].lines.map(line => {
          const paragraph = document.createElement('p');
          paragraph.textContent = line;
          return paragraph;
        }));
        tip.hidden = false;
        const right = innerWidth - tip.offsetWidth - 8, below = innerHeight - tip.offsetHeight - 8;
        tip.style.left = Math.max(8, Math.min(x + 16, right)) + 'px';
        tip.style.top = Math.max(8, y + 18 > below ? y - tip.offsetHeight - 12 : y + 18) + 'px';
      };
      stretches.forEach((element, index) => {
        const own = { first: index, end: index + 1 };
        const come = event => { light(own); explain(index, event.clientX, event.clientY); };
        element.addEventListener('pointerenter', come);
        element.addEventListener('pointermove', event => { if (!drag) explain(index, event.clientX, event.clientY); });
        element.addEventListener('pointerleave', () => { hide(); rest(); });
        element.addEventListener('click', come);
        element.setAttribute('tabindex', '-1');
        element.addEventListener('focus', () => {
          reveal(own);
          light(own);
          const box = element.querySelector('.bar').getBoundingClientRect();
          explain(index, box.left, Math.min(box.bottom, innerHeight - 40) - 10);
        });
        element.addEventListener('blur', () => { hide(); rest(); });
      });
      for (const row of rows) {
        row.element.addEventListener('pointerenter', () => light(row, row.element));
        row.element.addEventListener('pointerleave', rest);
        row.element.addEventListener('focusin', () => { light(row, row.element); reveal(row); });
        row.element.addEventListener('focusout', rest);
        row.element.addEventListener('click', () => reveal(row));
      }
      const follow = () => {
        const name = decodeURIComponent(location.hash.slice(1));
        if (pinned) pinned.element.classList.remove('pinned');
        pinned = rows.find(row => row.element.id === name) || null;
        if (pinned) {
          const folded = pinned.element.closest('details');
          if (folded) folded.open = true;
          pinned.element.classList.add('pinned');
          reveal(pinned);
        }
        rest();
      };

      // Pointer, wheel and keys.
      let drag = null;
      const place = event => new DOMPoint(event.clientX, event.clientY).matrixTransform(svg.getScreenCTM().inverse());
      view.addEventListener('wheel', event => {
        event.preventDefault();
        const at = place(event);
        if (event.shiftKey) move(0, event.deltaY * scale());
        else zoom(Math.exp(Math.max(-60, Math.min(60, event.deltaY)) / 300), at.x, at.y);
      }, { passive: false });
      const touches = new Map();
      view.addEventListener('pointerdown', event => {
        touches.set(event.pointerId, event);
        drag = { x: event.clientX, y: event.clientY };
      });
      addEventListener('pointermove', event => {
        if (!touches.has(event.pointerId)) return;
        if (touches.size === 2) {
          const other = [...touches.values()].find(touch => touch.pointerId !== event.pointerId);
          const last = touches.get(event.pointerId);
          const spread = touch => Math.hypot(touch.clientX - other.clientX, touch.clientY - other.clientY);
          const at = place({ clientX: (event.clientX + other.clientX) / 2, clientY: (event.clientY + other.clientY) / 2 });
          zoom(spread(last) / Math.max(1, spread(event)), at.x, at.y);
        } else if (drag) {
          view.classList.add('moving');
          move((drag.x - event.clientX) * scale(), (drag.y - event.clientY) * scale());
          drag = { x: event.clientX, y: event.clientY };
        }
        touches.set(event.pointerId, event);
      });
      for (const name of ['pointerup', 'pointercancel']) addEventListener(name, event => {
        touches.delete(event.pointerId);
        drag = null;
        view.classList.remove('moving');
      });
      view.addEventListener('keydown', event => {
        const current = stretches.indexOf(document.activeElement);
        const go = index => { if (stretches[index]) stretches[index].focus({ preventScroll: true }); };
        const acts = {
          '+': () => zoom(1 / 1.25), '=': () => zoom(1 / 1.25), '-': () => zoom(1.25), '0': fitWidth,
          ArrowDown: () => go(current + 1), ArrowUp: () => go(Math.max(0, current - 1)),
          ArrowLeft: () => move(-part.w / 8, 0), ArrowRight: () => move(part.w / 8, 0),
          PageDown: () => move(0, part.h * 0.8), PageUp: () => move(0, -part.h * 0.8),
          Home: () => go(0), End: () => go(stretches.length - 1), Escape: () => { view.focus(); hide(); },
        };
        if (event.ctrlKey || event.metaKey || event.altKey || !acts[event.key]) return;
        event.preventDefault();
        acts[event.key]();
      });
      find('zoom-in').addEventListener('click', () => zoom(1 / 1.25));
      find('zoom-out').addEventListener('click', () => zoom(1.25));
      find('zoom-width').addEventListener('click', fitWidth);
      find('zoom-whole').addEventListener('click', fitWhole);
      addEventListener('resize', () => show(part));
      addEventListener('beforeprint', () => svg.setAttribute('viewBox', [0, 0, width, height].join(' ')));
      addEventListener('afterprint', () => show(part));
      addEventListener('hashchange', follow);
      // A map that is a little too high is shown whole; a much higher one would be too small to read.
      if (height / width > 1.25 * view.clientHeight / view.clientWidth) fitWidth(); else fitWhole();
      follow();
    })();

    """#
}
