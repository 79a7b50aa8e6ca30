extension PageScript {
  /// Pointer, wheel and keys, and what is done when all is there.
  static let input = #"""
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
