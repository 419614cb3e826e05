// SPDX-License-Identifier: GPL-3.0-or-later
// The unit whose precompiled headers the tests use.
