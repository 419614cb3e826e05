// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QCoreApplication>

namespace telemetryhub::ui {

/// The texts of functions that belong to no class with texts of its own.
struct Words {
    Q_DECLARE_TR_FUNCTIONS(Words)
};

}  // namespace telemetryhub::ui
