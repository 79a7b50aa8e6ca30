/// The token words of the structure block.
@usableFromInline
enum Token {
  @inlinable static var beginNode: UInt32 { 1 }
  @inlinable static var endNode: UInt32 { 2 }
  @inlinable static var property: UInt32 { 3 }
  @inlinable static var nop: UInt32 { 4 }
  @inlinable static var end: UInt32 { 9 }
}
