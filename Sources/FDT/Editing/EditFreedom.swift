/// What edits the version and layout of a blob allow where it lies.
public enum EditFreedom: Sendable {
  /// All of them: a blob of version 17 with its blocks in the order reservations, structure, strings.
  case anySize
  /// Only those that keep every size, as libfdt's `fdt_setprop_inplace`, `fdt_nop_property` and `fdt_nop_node` do:
  /// older versions do not say how long their structure is, and blocks in another order have no room between them.
  case sameSize
}
