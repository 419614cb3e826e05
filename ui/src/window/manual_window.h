// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <vector>

#include <QString>
#include <QWidget>

class QLineEdit;
class QLabel;
class QSettings;
class QTreeWidget;

namespace telemetryhub::ui {

class ManualPage;
class Theme;

/// A heading of the manual.
struct ManualHeading {
    QString page;    ///< `connecting.md`
    QString anchor;  ///< as in links, `device-states`; empty: the page itself
    QString title;
    int level = 1;

    /// As a link.
    [[nodiscard]] QString target() const;
};

/// The headings of all pages of the manual, in reading order.
[[nodiscard]] std::vector<ManualHeading> manualHeadings();

/// The operator's manual: contents, pages, search. The pages are inside the program.
///
/// Threads: main.
class ManualWindow : public QWidget {
    Q_OBJECT

public:
    /// \pre `theme` outlives this object; `settings` may be null.
    ManualWindow(const Theme& theme, QSettings* settings, QWidget* parent);
    ~ManualWindow() override;

    /// Shows a page, `recording.md`, or a heading of it, `recording.md#replay`.
    void open(const QString& target);
    [[nodiscard]] QString currentPage() const;
    [[nodiscard]] QString currentText() const;

private:
    void fillContents();
    QWidget* makeBar();
    void find(bool backwards);
    void applyTheme();
    void markCurrent();

    const Theme& m_theme;
    QSettings* m_settings;
    QTreeWidget* m_contents;
    ManualPage* m_page;
    QLineEdit* m_search = nullptr;
    QLabel* m_found = nullptr;
};

}  // namespace telemetryhub::ui
