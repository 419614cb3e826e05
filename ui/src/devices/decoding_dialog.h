// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <vector>

#include <QDialog>

#include "telemetryhub/engine/hub/hub.h"

class QLabel;
class QPlainTextEdit;
class QPushButton;
class QTimer;
class QTreeWidget;
class QTreeWidgetItem;

namespace telemetryhub::ui {

class MessageRow;
class Theme;

/// Why nothing is seen: the format in use and what speaks for it, the others, damaged frames, and
/// the bytes themselves; another format is chosen right there.
///
/// Shows itself anew twice a second. Bytes stand still while some of them are selected.
///
/// Threads: main.
class DecodingDialog : public QDialog {
    Q_OBJECT

public:
    static constexpr int kEveryMs = 500;

    /// \pre `gateway` and `theme` outlive this object.
    DecodingDialog(engine::Hub& gateway, const engine::DeviceSnapshot& device, const Theme& theme,
                   QWidget* parent);

    [[nodiscard]] engine::DeviceId device() const { return m_newest.device; }
    /// Takes the newest state, and shows it when it is time.
    void display(const engine::DeviceSnapshot& device);
    [[nodiscard]] QString verdict() const;
    [[nodiscard]] QString hint() const;

public slots:
    /// Overrules the format by the chosen row.
    void useChosen();

private:
    QWidget* makeFormats();
    QWidget* makeFormatButtons();
    QPlainTextEdit* makeDump(const QString& accessibleName, int lines);
    void applyTheme();
    void showNewest();
    void showFormats();
    void showDamage();
    void offerFormats(const std::vector<engine::Format>& formats);
    void updateUse();
    void use(engine::Format format);

    engine::Hub& m_gateway;
    const Theme& m_theme;
    engine::DeviceSnapshot m_newest;
    std::vector<engine::Format> m_offered;
    QLabel* m_verdict;
    MessageRow* m_hint;
    QTreeWidget* m_formats = nullptr;
    QPushButton* m_use = nullptr;
    QPushButton* m_automatic = nullptr;
    QLabel* m_damage;
    QLabel* m_tailTitle;
    QPlainTextEdit* m_damaged;
    QPlainTextEdit* m_tail;
    QTimer* m_pause;
};

}  // namespace telemetryhub::ui
