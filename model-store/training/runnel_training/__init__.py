"""The recipe that trains, checks and packs the model `runnel-base`."""
