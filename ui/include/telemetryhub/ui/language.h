// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <vector>

#include <QString>

class QSettings;

namespace telemetryhub::ui {

/// A language that the window speaks.
struct Language {
    QString code;  ///< `de`; empty: as the system
    QString name;  ///< in itself
};
[[nodiscard]] std::vector<Language> languages();

[[nodiscard]] QString chosenLanguage(const QSettings& settings);
void setChosenLanguage(QSettings& settings, const QString& code);

/// Makes the application speak the language that was chosen, else that of the system, else
/// English.
/// \pre There is an application, and no widget of it so far.
void speakLanguage(const QString& code);

}  // namespace telemetryhub::ui
