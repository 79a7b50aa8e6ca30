/// The order in which Linux's `sort` leaves elements that compare equal (lib/sort.c): a heap sort that is not
/// stable, so that on kernels whose comparison has ties the order of regions is not the tree's.
enum KernelHeapSort {
  /// Sorts as the kernel does.
  ///
  /// Complexity: O(n log n).
  static func sort<Element>(_ elements: inout [Element], by isLess: (Element, Element) -> Bool) {
    var unsifted = elements.count / 2
    var end = elements.count
    guard unsifted > 0 else { return }
    while true {
      if unsifted > 0 {
        unsifted -= 1
      } else {
        end -= 1
        guard end > 0 else { return }
        elements.swapAt(0, end)
      }
      sift(&elements, from: unsifted, end: end, by: isLess)
    }
  }

  /// Goes down to a leaf along the greater children, then back up to where the element belongs.
  private static func sift<Element>(
    _ elements: inout [Element], from root: Int, end: Int, by isLess: (Element, Element) -> Bool
  ) {
    var place = root
    while 2 * place + 2 < end {
      let (left, right) = (2 * place + 1, 2 * place + 2)
      place = isLess(elements[left], elements[right]) ? right : left
    }
    if 2 * place + 2 == end { place = 2 * place + 1 }
    while place != root, !isLess(elements[root], elements[place]) { place = (place - 1) / 2 }
    let target = place
    var parents: [Int] = []
    while place != root {
      place = (place - 1) / 2
      parents.append(place)
    }
    for parent in parents { elements.swapAt(parent, target) }
  }
}
