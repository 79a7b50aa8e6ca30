// Drives the page as a reader does and writes what it saw into the document's own attributes; Scripts/docs-test.sh
// reads them. EXPECTED is put in front of this file: what the page must say of the stretch that stands out most.
(() => {
  const failures = [];
  const check = (holds, what) => { if (!holds) failures.push(what); };
  const tip = document.getElementById('tip');
  const svg = document.querySelector('#view svg');
  const stretch = svg.querySelector(EXPECTED.stretch);
  check(stretch, `no ${EXPECTED.stretch}`);
  if (stretch) {
    const box = stretch.getBoundingClientRect();
    const at = { clientX: box.left + 9, clientY: box.top + 5, bubbles: true };
    check(tip.hidden, 'the tip is shown before anything is pointed at');
    stretch.dispatchEvent(new PointerEvent('pointerenter', at));
    check(!tip.hidden, 'pointing shows nothing');
    for (const text of EXPECTED.texts) check(tip.textContent.includes(text), `the tip lacks "${text}": ${tip.textContent}`);
    check(document.querySelector('tbody.row.lit'), 'pointing at the map lights no row');
    const tipBox = tip.getBoundingClientRect();
    check(tipBox.left >= 0 && tipBox.right <= innerWidth && tipBox.bottom <= innerHeight, 'the tip leaves the window');
    stretch.dispatchEvent(new PointerEvent('pointerleave', at));
    check(tip.hidden, 'the tip stays');
    stretch.focus();
    check(!tip.hidden, 'the focus shows nothing');
    document.getElementById('view').dispatchEvent(new KeyboardEvent('keydown', { key: 'ArrowUp', bubbles: true }));
    check(document.activeElement.classList.contains('stretch'), 'arrow keys leave the map');
    document.activeElement.blur();
  }
  const row = document.querySelector('table tbody.row');
  row.dispatchEvent(new PointerEvent('pointerenter'));
  check(svg.querySelector('.stretch.lit'), 'pointing at a row lights no stretch');
  row.dispatchEvent(new PointerEvent('pointerleave'));
  const whole = svg.getAttribute('viewBox').split(' ').map(Number);
  document.getElementById('zoom-in').click();
  check(svg.getAttribute('viewBox').split(' ')[2] < whole[2], 'the button does not zoom');
  document.getElementById('view').dispatchEvent(new WheelEvent('wheel', { deltaY: -50, clientX: 200, clientY: 300 }));
  check(svg.getAttribute('viewBox').split(' ').every(number => isFinite(number)), 'the wheel breaks the view');
  document.getElementById('zoom-whole').click();
  check(svg.getAttribute('viewBox').split(' ')[3] >= svg.querySelector('.paper').height.baseVal.value - 1, 'not all is shown');
  if (EXPECTED.select) {
    location.hash = EXPECTED.select;
    dispatchEvent(new HashChangeEvent('hashchange'));
    check(document.querySelector('tbody.pinned.lit'), 'the address selects no row');
  }
  document.documentElement.dataset.probe = failures.length ? 'failed: ' + failures.join('; ') : 'passed';
})();
