// libfdt's names of what edits a blob without moving anything (its fdt_wip.c), so that those who know them find ours:
// the compiler names the successor.

/// libfdt's name; see `FlattenedNodeEditor.overwrite(_:at:with:)`.
@available(*, unavailable, renamed: "FlattenedNodeEditor.overwrite(_:at:with:)")
public func fdt_setprop_inplace<each Argument>(_ arguments: repeat each Argument) -> Int32 { 0 }

/// libfdt's name; see `FlattenedNodeEditor.overwrite(_:at:withCell:)`.
@available(*, unavailable, renamed: "FlattenedNodeEditor.overwrite(_:at:withCell:)")
public func fdt_setprop_inplace_u32<each Argument>(_ arguments: repeat each Argument) -> Int32 { 0 }

/// libfdt's name; see `FlattenedNodeEditor.overwrite(_:at:withNumber:)`.
@available(*, unavailable, renamed: "FlattenedNodeEditor.overwrite(_:at:withNumber:)")
public func fdt_setprop_inplace_u64<each Argument>(_ arguments: repeat each Argument) -> Int32 { 0 }

/// libfdt's name; see `FlattenedNodeEditor.overwrite(_:at:withCell:)`.
@available(*, unavailable, renamed: "FlattenedNodeEditor.overwrite(_:at:withCell:)")
public func fdt_setprop_inplace_cell<each Argument>(_ arguments: repeat each Argument) -> Int32 { 0 }

/// libfdt's name; see `FlattenedNodeEditor.overwrite(_:at:with:)`.
@available(*, unavailable, renamed: "FlattenedNodeEditor.overwrite(_:at:with:)")
public func fdt_setprop_inplace_namelen_partial<each Argument>(_ arguments: repeat each Argument) -> Int32 {
  0
}

/// libfdt's name; see `FlattenedNodeEditor.blank(_:)`.
@available(*, unavailable, renamed: "FlattenedNodeEditor.blank(_:)")
public func fdt_nop_property<each Argument>(_ arguments: repeat each Argument) -> Int32 { 0 }

/// libfdt's name; see `FlattenedNodeEditor.blankChild(named:)`.
@available(*, unavailable, renamed: "FlattenedNodeEditor.blankChild(named:)")
public func fdt_nop_node<each Argument>(_ arguments: repeat each Argument) -> Int32 { 0 }
