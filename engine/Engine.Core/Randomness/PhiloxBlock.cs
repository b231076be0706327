namespace Engine.Randomness;

/// <summary>Four 32-bit words: a counter going into <see cref="Philox"/>, or the random words coming out.</summary>
public readonly record struct PhiloxBlock(uint W0, uint W1, uint W2, uint W3);
