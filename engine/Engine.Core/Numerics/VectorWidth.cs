namespace Engine.Numerics;

/// <summary>How wide the vectors are that kernels run on.</summary>
public enum VectorWidth
{
    Bits128 = 128,
    Bits256 = 256,
    Bits512 = 512,
}
