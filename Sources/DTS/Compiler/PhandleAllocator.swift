import DeviceTree

/// Gives out phandles as dtc does: the numbers from 1 up that no node states itself, to each node when
/// something first refers to it.
struct PhandleAllocator {
  /// The properties that state what is given out.
  let form: PhandleForm

  private var numbers = NodeMap<UInt32>()
  private var next: UInt32 = 1

  /// The node that has stated this number, if one has.
  private(set) var owners = NumberMap<DeviceTree.NodeID>()

  init(form: PhandleForm) { self.form = form }

  /// Notes a number that a node states.
  mutating func note(_ number: UInt32, of node: DeviceTree.NodeID) {
    numbers[node] = number
    owners.set(node, for: number)
  }

  /// The node's phandle; one that has none gets the next number, and the property with it behind its
  /// others.
  mutating func phandle(of node: DeviceTree.NodeID, in tree: inout DeviceTree) -> UInt32 {
    if let number = numbers[node] { return number }
    while next < .max, owners[next] != nil { next += 1 }
    let number = next
    note(number, of: node)
    // A node with `phandle = <&itself>` asks for a number; the cell is filled in like any other reference.
    for name in form.properties where tree.property(name, of: node) == nil {
      // Without markers, which tells a printer that nobody wrote it.
      var value = PropertyValue()
      value.append(cell: number)
      tree.append(name, value, to: node)
    }
    return number
  }
}
