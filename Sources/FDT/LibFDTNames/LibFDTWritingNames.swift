// libfdt's names of what writes a blob front to back, so that those who know them find ours: the compiler
// names the successor.

/// libfdt's name; see `FlattenedTreeWriter.init(bootCPU:layout:)`.
@available(*, unavailable, renamed: "FlattenedTreeWriter.init(bootCPU:layout:)")
public func fdt_create<each Argument>(_ arguments: repeat each Argument) -> Int32 { 0 }

/// libfdt's name; see `FlattenedTreeWriter.init(bootCPU:layout:)`.
@available(*, unavailable, renamed: "FlattenedTreeWriter.init(bootCPU:layout:)")
public func fdt_create_with_flags<each Argument>(_ arguments: repeat each Argument) -> Int32 { 0 }

/// libfdt's name; see `FlattenedTreeEditor.init(creatingIn:)`.
@available(*, unavailable, renamed: "FlattenedTreeEditor.init(creatingIn:)")
public func fdt_create_empty_tree<each Argument>(_ arguments: repeat each Argument) -> Int32 { 0 }

/// libfdt's name; see `FlattenedTreeWriter.reserve(address:size:)`.
@available(*, unavailable, renamed: "FlattenedTreeWriter.reserve(address:size:)")
public func fdt_add_reservemap_entry<each Argument>(_ arguments: repeat each Argument) -> Int32 { 0 }

/// libfdt's name; see `FlattenedTreeWriter.node(_:_:)`.
@available(*, unavailable, renamed: "FlattenedTreeWriter.node(_:_:)")
public func fdt_begin_node<each Argument>(_ arguments: repeat each Argument) -> Int32 { 0 }

/// libfdt's name; see `FlattenedTreeWriter.node(_:_:)`.
@available(*, unavailable, renamed: "FlattenedTreeWriter.node(_:_:)")
public func fdt_end_node<each Argument>(_ arguments: repeat each Argument) -> Int32 { 0 }

/// libfdt's name; see `FlattenedTreeWriter.property(_:_:)`.
@available(*, unavailable, renamed: "FlattenedTreeWriter.property(_:_:)")
public func fdt_property<each Argument>(_ arguments: repeat each Argument) -> Int32 { 0 }

/// libfdt's name; see `FlattenedTreeWriter.property(_:byteCount:fill:)`.
@available(*, unavailable, renamed: "FlattenedTreeWriter.property(_:byteCount:fill:)")
public func fdt_property_placeholder<each Argument>(_ arguments: repeat each Argument) -> Int32 { 0 }

/// libfdt's name; see `FlattenedTreeWriter.property(_:cells:)`.
@available(*, unavailable, renamed: "FlattenedTreeWriter.property(_:cells:)")
public func fdt_property_u32<each Argument>(_ arguments: repeat each Argument) -> Int32 { 0 }

/// libfdt's name; see `FlattenedTreeWriter.property(_:cells:)`.
@available(*, unavailable, renamed: "FlattenedTreeWriter.property(_:cells:)")
public func fdt_property_cell<each Argument>(_ arguments: repeat each Argument) -> Int32 { 0 }

/// libfdt's name; see `FlattenedTreeWriter.property(_:numbers:)`.
@available(*, unavailable, renamed: "FlattenedTreeWriter.property(_:numbers:)")
public func fdt_property_u64<each Argument>(_ arguments: repeat each Argument) -> Int32 { 0 }

/// libfdt's name; see `FlattenedTreeWriter.property(_:string:)`.
@available(*, unavailable, renamed: "FlattenedTreeWriter.property(_:string:)")
public func fdt_property_string<each Argument>(_ arguments: repeat each Argument) -> Int32 { 0 }

/// libfdt's name; see `FlattenedTreeWriter.finished()`.
@available(*, unavailable, renamed: "FlattenedTreeWriter.finished()")
public func fdt_finish<each Argument>(_ arguments: repeat each Argument) -> Int32 { 0 }

/// libfdt's name: reservations can be written at any time.
@available(*, unavailable, message: "FlattenedTreeWriter.reserve(address:size:) can be called at any time")
public func fdt_finish_reservemap<each Argument>(_ arguments: repeat each Argument) -> Int32 { 0 }

/// libfdt's name: a writer grows by itself.
@available(*, unavailable, message: "FlattenedTreeWriter grows by itself")
public func fdt_resize<each Argument>(_ arguments: repeat each Argument) -> Int32 { 0 }
