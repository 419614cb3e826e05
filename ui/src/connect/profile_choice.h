// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>

#include <QComboBox>

#include "telemetryhub/engine/config/profile.h"

namespace telemetryhub::ui {

/// What kind of device it is: none in particular, a built-in profile, or one from a file.
///
/// Threads: main.
/// Errors:  a profile with mistakes stays chosen, and `problem` tells them.
class ProfileChoice : public QComboBox {
    Q_OBJECT

public:
    explicit ProfileChoice(QWidget* parent);

    /// The chosen profile; null: none was chosen, or it has mistakes.
    [[nodiscard]] const engine::DeviceProfile* profile() const;
    /// Its built-in name or path; empty: none was chosen.
    [[nodiscard]] std::string name() const;
    /// Where the profile is wrong and what was expected; empty: nowhere.
    [[nodiscard]] QString problem() const;
    /// Chooses a built-in profile by its name, or a file by its path; empty: none.
    void choose(const QString& name);

public slots:
    /// Reads a file and chooses it, also when it was chosen before.
    void chooseFile(const QString& path);

signals:
    /// Another profile is chosen, or none.
    void chosen();

private:
    void addBuiltIn();
    void askForFile();
    void goBack();
    void take();

    std::optional<engine::ReadProfile> m_read;
    int m_lastIndex = 0;  ///< to go back to when no file is chosen
};

}  // namespace telemetryhub::ui
